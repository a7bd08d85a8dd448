//! Sign-in elsewhere: OpenID Connect, authorisation code with PKCE. A province's own account service plugs in here.
//!
//! [`Provider::start`] gives the address to send the browser to and the secrets to remember for that browser;
//! [`Provider::finish`] turns what the browser comes back with into a [`Person`] whom the provider vouches for. Whether
//! that person has an account here, and which, is the caller's question. Both ask the provider over the network and block.
//! What the provider publishes about itself is fetched each time: its keys change, and sign-ins are few.

mod http;
mod person;

use crate::token::{Token, same};
use crate::{Chance, secret_file};
use base::Failure;
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreClientAuthMethod, CoreErrorResponseType,
    CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreProviderMetadata,
    CoreRevocableToken, CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AuthType, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EmptyExtraTokenFields, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, IdTokenFields, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, Scope, StandardErrorResponse, StandardTokenResponse, TokenResponse,
};
use person::{AllClaims, Claims};
use serde::Deserialize;
use std::fmt;
use std::path::PathBuf;

pub use person::Person;

/// Seconds that the provider's clock may be ahead of ours.
const CLOCKS_DIFFER: i64 = 60;

/// Signatures that only the provider can make. Not the ones made with the client's secret, and not “none”.
const SIGNATURES: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// `[oidc]` of a deployment's settings.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The provider, exactly as it names itself.
    pub issuer: String,
    /// Our name there.
    pub client_id: String,
    /// File with our secret there; only its owner may read it.
    pub client_secret_file: PathBuf,
    /// The claim that names the account here.
    #[serde(default = "usual_account_claim")]
    pub account_claim: String,
    /// What to ask for besides `openid`.
    #[serde(default = "usual_scopes")]
    pub scopes: Vec<String>,
    /// How the pages call it: “Đăng nhập bằng …”.
    pub name: String,
}

fn usual_account_claim() -> String {
    "preferred_username".to_owned()
}

fn usual_scopes() -> Vec<String> {
    vec!["profile".to_owned(), "email".to_owned()]
}

/// A provider of sign-ins.
pub struct Provider {
    settings: Settings,
    issuer: IssuerUrl,
    secret: ClientSecret,
    agent: ureq::Agent,
}

/// A sign-in that begins.
#[derive(Clone, Debug)]
pub struct Start {
    /// Where to send the browser.
    pub address: String,
    /// What to remember until it comes back, for this browser only.
    pub secrets: Secrets,
}

/// What ties an answer to the browser that asked. Each works once: forget them when it comes back.
#[derive(Clone, PartialEq, Eq)]
pub struct Secrets {
    /// Comes back in the address.
    pub state: String,
    /// Comes back in the ID token.
    pub nonce: String,
    /// Proves to the provider that the code is redeemed by whoever asked for it.
    pub verifier: String,
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secrets(…)")
    }
}

/// The values in the address that the browser comes back to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Answer<'a> {
    /// `state`
    pub state: &'a str,
    /// `code`
    pub code: Option<&'a str>,
    /// `error`
    pub error: Option<&'a str>,
}

type Tokens = StandardTokenResponse<
    IdTokenFields<
        AllClaims,
        EmptyExtraTokenFields,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    >,
    CoreTokenType,
>;

/// The core client, with all claims of its tokens.
type Client = openidconnect::Client<
    AllClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

impl Provider {
    /// Checks the settings and reads the secret; asks nothing yet.
    pub fn open(settings: Settings) -> Result<Self, Failure> {
        let issuer = IssuerUrl::new(settings.issuer.clone()).ok().filter(|issuer| http::is_private(issuer.url()));
        let issuer = issuer.ok_or_else(|| {
            wrong_settings("issuer phải là địa chỉ https", "issuer must be an https address")
                .at(settings.issuer.clone())
        })?;
        if settings.client_id.is_empty() || settings.account_claim.is_empty() {
            return Err(wrong_settings(
                "client_id và account_claim không được để trống",
                "client_id and account_claim must not be empty",
            )
            .at("oidc"));
        }
        let secret = ClientSecret::new(secret_file::read_line(&settings.client_secret_file)?);
        Ok(Self { settings, issuer, secret, agent: http::agent() })
    }

    /// How the pages call it.
    pub fn name(&self) -> &str {
        &self.settings.name
    }

    /// Who it is: with its name for a person, the key of that person.
    pub fn issuer(&self) -> &str {
        &self.settings.issuer
    }

    /// Begins a sign-in that comes back to `redirect`, an address of ours that the provider knows.
    pub fn start(&self, redirect: &str, chance: Chance<'_>) -> Result<Start, Failure> {
        let mut secret = || Token::new(chance).text().to_owned();
        let secrets = Secrets { state: secret(), nonce: secret(), verifier: secret() };
        let client = self.client(redirect)?;
        let (state, nonce) = (CsrfToken::new(secrets.state.clone()), Nonce::new(secrets.nonce.clone()));
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(secrets.verifier.clone()));
        let request = client.authorize_url(flow, move || state, move || nonce).set_pkce_challenge(challenge);
        let scopes = self.settings.scopes.iter().map(|scope| Scope::new(scope.clone()));
        let (address, _, _) = request.add_scopes(scopes).url();
        if !http::is_private(&address) {
            return Err(unusable("the authorization endpoint is not https"));
        }
        Ok(Start { address: address.into(), secrets })
    }

    /// Ends it; `secrets` are those that were remembered for the browser, `now` is in milliseconds since 1970.
    pub fn finish(&self, redirect: &str, secrets: &Secrets, answer: &Answer<'_>, now: u64) -> Result<Person, Failure> {
        // nothing remembered ties nothing
        if secrets.state.is_empty() || !same(answer.state.as_bytes(), secrets.state.as_bytes()) {
            return Err(Failure::new(
                "CC-OIDC-STATE",
                "lần đăng nhập này không bắt đầu từ trình duyệt này, hoặc đã dùng rồi",
                "this sign-in did not begin in this browser, or was used already",
            )
            .remedy("mở lại trang đăng nhập", "open the page of sign-in again"));
        }
        let code = match (answer.code, answer.error) {
            (Some(code), None) => AuthorizationCode::new(code.to_owned()),
            (_, error) => return Err(denied(error.unwrap_or("no code"))),
        };
        let client = self.client(redirect)?;
        let send = |request| http::send(&self.agent, request);
        let exchange = client.exchange_code(code).map_err(|error| unusable(&error))?;
        let verifier = PkceCodeVerifier::new(secrets.verifier.clone());
        let tokens = exchange.set_pkce_verifier(verifier).request(&send).map_err(|error| match error {
            openidconnect::RequestTokenError::ServerResponse(said) => denied(&said.to_string()),
            error => unreachable_provider(&error),
        })?;
        let mut claims = vouched(&client, &tokens, secrets, now)?;
        // many providers put no more than the subject into the ID token
        let subject = Some(openidconnect::SubjectIdentifier::new(claims.subject().to_owned()));
        if let Ok(request) = client.user_info(tokens.access_token().clone(), subject) {
            let more = request.request::<AllClaims, CoreGenderClaim, _>(&send);
            claims.add(&more.map_err(|error| unusable(&error))?);
        }
        claims.person(&self.settings.account_claim)
    }

    fn client(&self, redirect: &str) -> Result<Client, Failure> {
        let send = |request| http::send(&self.agent, request);
        let about = CoreProviderMetadata::discover(&self.issuer, &send).map_err(|error| match error {
            openidconnect::DiscoveryError::Request(_) => unreachable_provider(&error),
            error => unusable(&error),
        })?;
        let redirect = RedirectUrl::new(redirect.to_owned()).map_err(unusable)?;
        let basic = about.token_endpoint_auth_methods_supported().is_none_or(|methods| {
            methods.contains(&CoreClientAuthMethod::ClientSecretBasic)
                || !methods.contains(&CoreClientAuthMethod::ClientSecretPost)
        });
        let (name, secret) = (ClientId::new(self.settings.client_id.clone()), self.secret.clone());
        let client = openidconnect::Client::from_provider_metadata(about, name, Some(secret));
        let client = client.set_auth_type(if basic { AuthType::BasicAuth } else { AuthType::RequestBody });
        Ok(client.set_redirect_uri(redirect))
    }
}

/// The claims of the ID token, if it is the provider's, for us, for this sign-in and not over.
fn vouched(client: &Client, tokens: &Tokens, secrets: &Secrets, now: u64) -> Result<Claims, Failure> {
    let token = tokens.id_token().ok_or_else(|| untrue("there is none"))?;
    let verifier = client.id_token_verifier().set_allowed_algs(SIGNATURES);
    let claims = token.claims(&verifier, &Nonce::new(secrets.nonce.clone())).map_err(|error| untrue(&error))?;
    // the library compares with the system's clock; here it is ours that counts
    let now = i64::try_from(now / 1000).unwrap_or(i64::MAX);
    if claims.expiration().timestamp() <= now || claims.issue_time().timestamp() > now + CLOCKS_DIFFER {
        return Err(untrue("it is not of this time"));
    }
    Ok(Claims::of(claims))
}

fn wrong_settings(vi: &str, en: &str) -> Failure {
    Failure::new("CC-OIDC-SETTINGS", vi, en).remedy("sửa mục [oidc] trong cancau.toml", "correct [oidc] in cancau.toml")
}

fn unreachable_provider(error: &dyn fmt::Display) -> Failure {
    Failure::new(
        "CC-OIDC-REACH",
        format!("không hỏi được dịch vụ đăng nhập: {error}"),
        format!("the sign-in service cannot be asked: {error}"),
    )
    .remedy("thử lại sau, hoặc đăng nhập bằng mật khẩu", "try again later, or sign in with a password")
}

fn unusable(error: impl fmt::Display) -> Failure {
    Failure::new(
        "CC-OIDC-PROVIDER",
        format!("dịch vụ đăng nhập trả lời không dùng được: {error}"),
        format!("the answer of the sign-in service cannot be used: {error}"),
    )
    .remedy("báo cho người quản trị", "tell the administrator")
}

fn denied(reason: &str) -> Failure {
    Failure::new(
        "CC-OIDC-DENIED",
        format!("dịch vụ đăng nhập từ chối: {reason}"),
        format!("the sign-in service refuses: {reason}"),
    )
    .remedy("mở lại trang đăng nhập", "open the page of sign-in again")
}

fn untrue(error: impl fmt::Display) -> Failure {
    Failure::new(
        "CC-OIDC-TOKEN",
        format!("chứng nhận của dịch vụ đăng nhập không hợp lệ: {error}"),
        format!("the ID token of the sign-in service is not valid: {error}"),
    )
    .remedy("mở lại trang đăng nhập; nếu vẫn lỗi, báo cho người quản trị", "open the page of sign-in again")
}
