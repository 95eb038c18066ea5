/** Bindings do not say what is secret. Providers mark arguments that are called so, */
const secret =
  /(^|_)(password|passcode|passphrase|secret|secret_key|private_key|access_key|token|client_secret)$/;
/** and these, of the types that are used here. */
const others: Readonly<Record<string, string>> = { aws_ssm_parameter: 'value' };

/** @param type of the resource, source of data or provider */
export const isSensitive = (type: string, name: string): boolean =>
  secret.test(name) || others[type] === name;
