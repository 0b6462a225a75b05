// SPDX-License-Identifier: Apache-2.0
#include "support/certificate.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <memory>
#include <stdexcept>

namespace millrace::test {
namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Paper = std::unique_ptr<X509, decltype(&X509_free)>;
using File = std::unique_ptr<BIO, decltype(&BIO_free)>;

void require(bool done) {
  if (!done) throw std::runtime_error("cannot make a certificate");
}

Paper signed_by(EVP_PKEY* key) {
  Paper paper(X509_new(), X509_free);
  X509_set_version(paper.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(paper.get()), 1);
  // From an hour ago, for clocks that are set back by a test.
  X509_gmtime_adj(X509_getm_notBefore(paper.get()), -3600);
  X509_gmtime_adj(X509_getm_notAfter(paper.get()), 86400);
  X509_set_pubkey(paper.get(), key);
  X509_NAME* name = X509_get_subject_name(paper.get());
  X509_NAME_add_entry_by_txt(
      name, "CN", MBSTRING_ASC,
      reinterpret_cast<const unsigned char*>("127.0.0.1"), -1, -1, 0);
  X509_set_issuer_name(paper.get(), name);
  require(X509_sign(paper.get(), key, EVP_sha256()) != 0);
  return paper;
}

}  // namespace

Certificate make_certificate(const std::string& folder) {
  const Certificate files{folder + "/cert.pem", folder + "/key.pem"};
  const Key key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  require(key != nullptr);
  const Paper paper = signed_by(key.get());
  {
    const File out(BIO_new_file(files.certificate.c_str(), "w"), BIO_free);
    require(out != nullptr && PEM_write_bio_X509(out.get(), paper.get()) == 1);
    const File secret(BIO_new_file(files.key.c_str(), "w"), BIO_free);
    require(secret != nullptr &&
            PEM_write_bio_PrivateKey(secret.get(), key.get(), nullptr, nullptr,
                                     0, nullptr, nullptr) == 1);
  }
  const passwd* nobody = ::geteuid() == 0 ? ::getpwnam("nobody") : nullptr;
  const uid_t owner = nobody != nullptr ? nobody->pw_uid : ::geteuid();
  require(::chmod(files.key.c_str(), 0600) == 0 &&
          ::chown(files.key.c_str(), owner, static_cast<gid_t>(-1)) == 0);
  return files;
}

}  // namespace millrace::test
