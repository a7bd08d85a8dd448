//! TLS with a certificate and a key from files, read again when they are renewed.

use base::Failure;
use identity::secret_file;
use rustls::ServerConfig;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

/// A server's side of TLS 1.2 and 1.3.
#[derive(Clone, Debug)]
pub struct Tls {
    pub(crate) config: Arc<ServerConfig>,
}

impl Tls {
    /// With a chain of certificates and its key, both PEM. Only the owner may read the key.
    pub fn open(certificate: &Path, key: &Path) -> Result<Self, Failure> {
        let provider = Arc::new(ring::default_provider());
        let files = Files { certificate: certificate.to_owned(), key: key.to_owned(), provider: Arc::clone(&provider) };
        let stamp = files.stamp();
        let current = Current { key: files.read()?, stamp, told: None };
        let resolver = Arc::new(Renewed { files, current: Mutex::new(current) });
        let builder = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        let builder = builder.expect("the provider has the suites of TLS 1.2 and 1.3");
        let mut config = builder.with_no_client_auth().with_cert_resolver(resolver);
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self { config: Arc::new(config) })
    }
}

/// Where certificate and key lie.
#[derive(Debug)]
struct Files {
    certificate: PathBuf,
    key: PathBuf,
    provider: Arc<CryptoProvider>,
}

/// What changes when a file is written or replaced.
type Stamp = [Option<(SystemTime, u64)>; 2];

#[derive(Debug)]
struct Current {
    key: Arc<CertifiedKey>,
    stamp: Stamp,
    /// The files that could not be used, about which a line was written.
    told: Option<Stamp>,
}

/// Looks at the files with every handshake: that costs less than the handshake, and a renewal needs no signal.
#[derive(Debug)]
struct Renewed {
    files: Files,
    current: Mutex<Current>,
}

impl ResolvesServerCert for Renewed {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        let stamp = self.files.stamp();
        if stamp != current.stamp {
            match self.files.read() {
                Ok(key) => {
                    *current = Current { key, stamp, told: None };
                    tracing::info!("the renewed certificate is in use");
                }
                // perhaps only one of the two files is there yet; the old pair goes on, and the next handshake looks again
                Err(failure) => {
                    if current.told != Some(stamp) {
                        tracing::warn!(code = failure.code, "the renewed certificate cannot be used");
                    }
                    current.told = Some(stamp);
                }
            }
        }
        Some(Arc::clone(&current.key))
    }
}

impl Files {
    fn stamp(&self) -> Stamp {
        [&self.certificate, &self.key].map(|path| {
            let about = path.metadata().ok()?;
            Some((about.modified().ok()?, about.len()))
        })
    }

    fn read(&self) -> Result<Arc<CertifiedKey>, Failure> {
        let chain = std::fs::read(&self.certificate).map_err(|error| unusable(&self.certificate, &error))?;
        let chain = CertificateDer::pem_slice_iter(&chain).collect::<Result<Vec<_>, _>>();
        let chain = chain.map_err(|error| unusable(&self.certificate, &error))?;
        if chain.is_empty() {
            return Err(unusable(&self.certificate, &"no certificate in PEM"));
        }
        let key = PrivateKeyDer::from_pem_slice(&secret_file::read(&self.key)?);
        let key = key.map_err(|error| unusable(&self.key, &error))?;
        let certified = CertifiedKey::from_der(chain, key, &self.provider);
        certified.map(Arc::new).map_err(|error| unusable(&self.certificate, &error))
    }
}

fn unusable(path: &Path, error: &dyn std::fmt::Display) -> Failure {
    Failure::new(
        "CC-SERVE-TLS",
        format!("không dùng được chứng thư hoặc khoá TLS: {error}"),
        format!("the TLS certificate or key cannot be used: {error}"),
    )
    .at(path.display().to_string())
    .remedy(
        "cần tệp PEM: chuỗi chứng thư (máy chủ trước, trung gian sau) và khoá riêng của chính chứng thư ấy",
        "give PEM files: the chain (the server's first, then intermediates) and the key that belongs to it",
    )
}
