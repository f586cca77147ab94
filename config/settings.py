"""Settings, from the environment only. Each one changes what the program does."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """``HEARBACK_*`` environment variables. Secrets print as asterisks."""

    model_config = SettingsConfigDict(env_prefix="HEARBACK_", extra="ignore")

    home: Path = Field(default=Path("~/.hearback"), description="where everything is kept")
    log_level: str = Field(default="warning", description="debug, info, warning or error")

    smallest_group: int = Field(
        default=5,
        ge=1,
        description="attributes shared by fewer customers of a source are not shown; 1 shows all",
    )

    slack_bot_token: SecretStr | None = Field(default=None, description="xoxb-...")
    slack_app_token: SecretStr | None = Field(
        default=None, description="xapp-..., which turns on Socket Mode"
    )
    slack_signing_secret: SecretStr | None = Field(
        default=None, description="checks the requests that Slack sends over HTTP"
    )
    slack_api_url: str = Field(default="https://slack.com/api/", description="Slack's address")
    slack_curators: str = Field(default="", description="user ids of the CX team, with commas")
    http_host: str = Field(default="127.0.0.1", description="where to listen without Socket Mode")
    http_port: int = Field(default=3000, ge=0, le=65535)
    tick_seconds: int = Field(
        default=60, ge=1, le=600, description="how often serve looks for what is due or withdrawn"
    )

    model: str = Field(
        default="",
        description="a chat model for the prose, provider:model; none: no model is asked",
    )
    model_base_url: str = Field(default="", description="an OpenAI-compatible server of your own")
    model_api_key: SecretStr | None = Field(
        default=None, description="its key; without it the provider's own variable counts"
    )
    model_timeout: float = Field(default=20.0, gt=0, description="seconds for a whole answer")
    model_method: Literal["json_schema", "function_calling", "json_mode"] = Field(
        default="json_schema", description="how the model is held to structured output"
    )
    model_streaming: bool = Field(default=True, description="read the answer as it is written")
    model_input_price: float | None = Field(
        default=None, ge=0, description="for a million tokens sent; with the next, costs are told"
    )
    model_output_price: float | None = Field(
        default=None, ge=0, description="for a million tokens written"
    )

    allow_private_hosts: bool = Field(
        default=False, description="connectors may ask hosts of the company's own network"
    )

    webhook_token: SecretStr | None = Field(
        default=None, description="the key of the system that lists of customers are posted to"
    )

    @property
    def home_folder(self) -> Path:
        return self.home.expanduser()

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.home_folder / 'hearback.db'}"

    @property
    def curators(self) -> frozenset[str]:
        return frozenset(name.strip() for name in self.slack_curators.split(",") if name.strip())
