//! Whom a provider vouches for.

use base::Failure;
use openidconnect::core::CoreGenderClaim;
use openidconnect::{AdditionalClaims, IdTokenClaims, UserInfoClaims};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A person as the provider knows them.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// The provider's own key of the person: it stays when names and addresses change. Keep it with the issuer.
    pub subject: String,
    /// The value of the claim that names the account here.
    pub account: String,
    /// The full name, if it was told.
    pub name: Option<String>,
    /// The e-mail address, if the provider has proved it.
    pub email: Option<String>,
    /// Everything that was told.
    pub claims: Map<String, Value>,
}

/// Whatever else stands in a token.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct AllClaims {
    #[serde(flatten)]
    all: Map<String, Value>,
}

impl AdditionalClaims for AllClaims {}

/// Claims of a token that was checked.
pub(super) struct Claims {
    subject: String,
    all: Map<String, Value>,
}

impl Claims {
    pub(super) fn of(token: &IdTokenClaims<AllClaims, CoreGenderClaim>) -> Self {
        Self { subject: token.subject().as_str().to_owned(), all: object(token) }
    }

    pub(super) fn subject(&self) -> &str {
        &self.subject
    }

    /// What the provider tells besides; the token, which is signed, has the last word.
    pub(super) fn add(&mut self, more: &UserInfoClaims<AllClaims, CoreGenderClaim>) {
        for (name, value) in object(more) {
            self.all.entry(name).or_insert(value);
        }
    }

    pub(super) fn person(self, account_claim: &str) -> Result<Person, Failure> {
        let text = |name: &str| {
            let value = self.all.get(name).and_then(Value::as_str).map(str::trim);
            value.filter(|value| !value.is_empty()).map(str::to_owned)
        };
        // an address that anybody can write into their profile names nobody
        let email = text("email").filter(|_| self.all.get("email_verified") == Some(&Value::Bool(true)));
        let account = if account_claim == "email" { email.clone() } else { text(account_claim) };
        let account = account.ok_or_else(|| {
            Failure::new(
                "CC-OIDC-CLAIM",
                format!("dịch vụ đăng nhập không cho biết “{account_claim}” của người này, hoặc chưa xác minh"),
                format!("the sign-in service does not tell the “{account_claim}” of this person, or has not proved it"),
            )
            .at("account_claim")
            .remedy("báo cho người quản trị", "tell the administrator")
        })?;
        Ok(Person { account, name: text("name"), email, subject: self.subject, claims: self.all })
    }
}

fn object(claims: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(claims) {
        Ok(Value::Object(all)) => all,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(account_claim: &str, all: &Value) -> Result<Person, &'static str> {
        let claims = Claims { subject: "s".to_owned(), all: all.as_object().unwrap().clone() };
        claims.person(account_claim).map_err(|failure| failure.code)
    }

    #[test]
    fn an_account_is_named_by_its_claim_and_an_address_only_when_it_is_proved() {
        let proved = serde_json::json!({"preferred_username": " an ", "email": "an@a.vn", "email_verified": true});
        assert_eq!(person("preferred_username", &proved).unwrap().account, "an");
        assert_eq!(person("email", &proved).unwrap().account, "an@a.vn");
        assert_eq!(person("ma_can_bo", &proved), Err("CC-OIDC-CLAIM"));
        for unproved in [
            serde_json::json!({"email": "an@a.vn"}),
            serde_json::json!({"email": "an@a.vn", "email_verified": false}),
            serde_json::json!({"email": "an@a.vn", "email_verified": "true"}),
        ] {
            assert_eq!(person("email", &unproved), Err("CC-OIDC-CLAIM"), "{unproved}");
            assert_eq!(person("email", &unproved), Err("CC-OIDC-CLAIM"));
        }
        assert_eq!(person("n", &serde_json::json!({"n": 1})), Err("CC-OIDC-CLAIM"));
    }
}
