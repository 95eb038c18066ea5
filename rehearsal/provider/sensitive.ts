/** Bindings do not say what is secret; providers mark arguments that are called so. */
const secret =
  /(^|_)(password|passcode|passphrase|secret|secret_key|private_key|access_key|token|client_secret)$/;

export const isSensitive = (name: string): boolean => secret.test(name);
