"""Flask's own cookie without a signed timestamp: a clock that is set back must not sign anybody out (fault M11)."""

from hashlib import sha256

from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import BadSignature, URLSafeSerializer

SALT = "examhall-cookie-1"


class SealedCookie(SecureCookieSessionInterface):
    """Signed with SHA-256 and opened under older secrets too. How long a log-in lives stands in its row."""

    def get_signing_serializer(self, app) -> URLSafeSerializer:
        """The sealer of this application's cookie."""
        # itsdangerous signs with the last key and opens with any.
        keys = [*reversed(app.config["SECRET_KEY_FALLBACKS"]), app.secret_key]
        return URLSafeSerializer(keys, salt=SALT, serializer=self.serializer,
                                 signer_kwargs={"digest_method": sha256, "key_derivation": "hmac"})

    def open_session(self, app, request) -> SecureCookieSession:
        """What the cookie holds; empty for one that is missing or not ours."""
        sealed = request.cookies.get(self.get_cookie_name(app))
        if not sealed:
            return SecureCookieSession()
        try:
            return SecureCookieSession(self.get_signing_serializer(app).loads(sealed))
        except BadSignature:
            return SecureCookieSession()
