"""Signing in through an identity provider of the house: OpenID Connect, code flow with PKCE, as Authlib does it."""

from __future__ import annotations

from dataclasses import dataclass

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.starlette_client import OAuth
from authlib.integrations.starlette_client.apps import StarletteOAuth2App
from fastapi import Request, Response
from joserfc.errors import JoseError

from runtime.settings import Settings

# A symmetric or absent signature proves nothing about who issued a token.
_SIGNED = ("RS", "PS", "ES", "Ed")
_NAME = "house"
_SECONDS = 10.0


class Refused(Exception):
    """The provider did not say who this is, in a way that can be believed."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who the provider says it is: ``subject`` never changes hands, ``login`` is what accounts are named by."""

    subject: str
    login: str


class Provider:
    """The provider that the settings name."""

    def __init__(self, settings: Settings) -> None:
        secret = settings.oidc_client_secret
        self.name = settings.oidc_name
        self._claim = settings.oidc_claim
        self._issuer = str(settings.oidc_issuer).rstrip("/")
        self._client_id = settings.oidc_client_id
        self._client: StarletteOAuth2App = OAuth().register(
            _NAME,
            client_id=settings.oidc_client_id,
            client_secret=secret.get_secret_value() if secret else None,
            server_metadata_url=f"{self._issuer}/.well-known/openid-configuration",
            client_kwargs={"scope": "openid email profile", "code_challenge_method": "S256", "timeout": _SECONDS},
        )

    async def ask(self, request: Request, back: str) -> Response:
        """Send somebody to the provider, to come back to an address of ours; raises ``Refused`` if it is silent."""
        try:
            await self._known()
            answer: Response = await self._client.authorize_redirect(request, back)
        except (OAuthError, httpx2.HTTPError, ValueError, RuntimeError) as error:
            raise Refused(type(error).__name__) from error
        return answer

    async def told(self, request: Request) -> Person:
        """Who came back; raises ``Refused`` for anything but a fresh, signed answer to our own question."""
        try:
            await self._known()
            options = {
                "iss": {"essential": True, "values": [self._client.server_metadata["issuer"]]},
                "aud": {"essential": True, "value": self._client_id},
            }
            token = await self._client.authorize_access_token(request, claims_options=options)  # type: ignore[no-untyped-call]
            claims = token["userinfo"]
            login = str(claims[self._claim])
            if self._claim == "email" and claims.get("email_verified") is not True:
                raise Refused("email_verified")
            return Person(f"{self._issuer} {claims['sub']}", login)
        except (OAuthError, JoseError, httpx2.HTTPError, ValueError, KeyError, RuntimeError) as error:
            raise Refused(type(error).__name__) from error

    async def _known(self) -> None:
        """Read what the provider says of itself, once; only what can be believed is kept."""
        metadata = await self._client.load_server_metadata()
        if str(metadata.get("issuer", "")).rstrip("/") != self._issuer:
            metadata.pop("_loaded_at", None)
            raise Refused("issuer")
        named = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
        metadata["id_token_signing_alg_values_supported"] = [one for one in named if one.startswith(_SIGNED)]


def provider_of(settings: Settings) -> Provider | None:
    """The provider of an installation that has one."""
    return Provider(settings) if settings.oidc_issuer else None
