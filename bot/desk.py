"""What every listener has at hand."""

from dataclasses import dataclass

from bot.audience import AudienceReader
from bot.services import Services


@dataclass(frozen=True, slots=True)
class Desk:
    services: Services
    audiences: AudienceReader
