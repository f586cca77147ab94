"""The headers that files use for the fields of a verbatim, in a few languages.

Compared without case, accents, spaces and punctuation. Order is preference: where a file has
two candidates for one field, the one named first here is taken.
"""

import re
import unicodedata

FIELDS = (
    "id", "text", "occurred_at", "score", "metric", "customer", "account", "segment", "persona",
    "step", "theme", "channel", "language", "url", "audience",
)  # fmt: skip

_KNOWN = {
    "text": """verbatim customer_verbatim long_review review_text full_review narrative
        consumer_complaint_narrative complaint_narrative customer_message customer_comment
        comment comments text feedback review message body content free_text freetext
        comment_text feedback_text open_ended complaint_text answer_text what_happened tweet
        complaint remarks remark opinion kommentar kommentare freitext bemerkung bemerkungen
        ruckmeldung nachricht beschwerde commentaire commentaires avis comentario comentarios
        opinion_del_cliente resena mensaje opmerking opmerkingen reactie commento recensione
        komentar komentarz quote utterance post description""",
    "id": """id comment_id response_id review_id rev_id ticket_id ticket complaint_id tweet_id
        post_id case_id feedback_id verbatim_id survey_response_id submission_id record_id
        message_id conversation_id interaction_id ticket_no ticket_number case_number uuid guid
        nr nummer antwort_id""",
    "occurred_at": """occurred_at date responded_at response_date date_received received_at
        received review_date comment_date feedback_date survey_date created_at created
        date_created creation_date tweet_created submitted_at submitted date_submitted opened
        opened_at posted posted_at published_at published timestamp datetime date_time
        recorded_at completed_at start_time starttime time day datum erstellt_am eingegangen_am
        fecha data date_de_reponse when""",
    "score": "nps_score nps csat_score csat ces_score ces stars star_rating score rating "
    "overall_rating bewertung nota puntuacion",
    "metric": "metric score_type survey_type",
    "customer": """customer_id customer_no customer_number customer customer_ref client_id
        client_no contact_id respondent_id user_id member_id subscriber_id patient_id
        kundennummer kundennr kunden_nr kunde numero_client id_client id_cliente klantnummer""",
    "account": """account_id account_no account_number account account_ref contract_no
        contract_id contract_number policy_number vertragsnummer vertragsnr kontonummer""",
    "segment": "segment customer_segment customer_type segmento kundensegment",
    "persona": "persona personas",
    "step": "step journey_step step_id touchpoint_step",
    "theme": "theme themes topic topics thema themen",
    "channel": "channel network submitted_via via contact_channel kanal canal kanaal",
    "language": "language lang locale sprache langue idioma taal language_code",
    "url": "url link permalink href web_link source_url",
    "audience": "audience visibility",
}
SCORE_METRICS = {
    "npsscore": "nps", "nps": "nps", "csatscore": "csat", "csat": "csat",
    "cesscore": "ces", "ces": "ces", "stars": "csat", "starrating": "csat",
}  # fmt: skip


def plain_header(header: str) -> str:
    """``"Date  received:"`` and ``date_received`` are the same header."""
    letters = unicodedata.normalize("NFKD", header.casefold())
    return re.sub(r"[^a-z0-9]", "", letters)


KNOWN_HEADERS: dict[str, tuple[str, ...]] = {
    field: tuple(plain_header(name) for name in names.split()) for field, names in _KNOWN.items()
}
