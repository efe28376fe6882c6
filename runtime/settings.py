"""The settings of an installation, read once from the environment (``THIDUA_*``) and never anywhere else."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

TIMEZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class Settings(BaseSettings):
    """Where things are and how much the machine may be used; every field is documented in docs/operators.md."""

    model_config = SettingsConfigDict(env_prefix="THIDUA_", extra="ignore", frozen=True)

    warehouse: str = Field(
        "sqlite:///var/warehouse.db", description="URL of the warehouse: sqlite:/// or postgresql+psycopg://"
    )
    landing: str = Field(
        "var/landing", description="Where the submitted bytes are kept: a folder or s3://bucket/prefix"
    )
    inbox: str = Field("var/inbox", description="Where submissions arrive: a folder or s3://bucket/prefix")
    output: Path = Field(Path("var/output"), description="Folder for reports, audit pages and reject workbooks")
    s3_endpoint: str | None = Field(None, description="Endpoint of an S3-compatible store other than Amazon's")
    key: SecretStr | None = Field(
        None, description="The 32-byte key (base64) that seals personal data; wins over key_file"
    )
    key_file: Path = Field(Path("var/thidua.key"), description="File that holds the key; made at first use, mode 0600")
    readers: int = Field(0, ge=0, le=64, description="Guarded reading processes; 0 = one per processor")
    match_engine: str = Field("duckdb", description="Where pairs are weighed: duckdb, or a Spark master (local[2])")
    oidc_issuer: str | None = Field(
        None, description="Address of an OpenID Connect provider through which stewards may sign in"
    )
    oidc_client_id: str = Field("", description="The workbench's name at that provider")
    oidc_client_secret: SecretStr | None = Field(None, description="The workbench's secret there")
    oidc_claim: str = Field(
        "email", description="Which claim is an account's login; an email counts when the provider has verified it"
    )
    oidc_name: str = Field("SSO", description="What the button calls the provider")
    desk_role: str = Field(
        "", description="PostgreSQL role under which the workbench reads, so that row-level security holds"
    )
    user: str = Field("", description="Name recorded beside corrections; empty = the login name")

    @property
    def processes(self) -> int:
        """How many guarded reading processes to run."""
        return self.readers or os.cpu_count() or 1


def today() -> date:
    """The calendar day in Việt Nam."""
    return datetime.now(TIMEZONE).date()


def silence_telemetry() -> None:
    """Keep Prefect and Great Expectations from phoning home; call before either is imported (architecture §5)."""
    quiet = {
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "GX_ANALYTICS_ENABLED": "false",
        "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
        # The ephemeral server needs 16-35 s on a small machine; Prefect's own limit is 20.
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
        "PREFECT_CLI_PROMPT": "false",
    }
    for name, value in quiet.items():
        os.environ.setdefault(name, value)
    os.environ["DO_NOT_TRACK"] = "1"


def export(settings: Settings) -> None:
    """Put settings given on the command line where a Prefect flow in this process reads them."""
    for name in ("warehouse", "landing", "inbox"):
        os.environ[f"THIDUA_{name.upper()}"] = str(getattr(settings, name))
