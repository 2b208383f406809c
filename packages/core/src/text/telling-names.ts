/** Last words of a name that make it speak of a secret and not hold one: `POSTGRES_PASSWORD_FILE`, `TOKEN_TTL`. */
const harmlessEndings = new Set([
  ...['file', 'files', 'path', 'dir', 'directory', 'location', 'name', 'id', 'user', 'username', 'email', 'url', 'uri'],
  ...['host', 'port', 'endpoint', 'arn', 'ref', 'ttl', 'expiry', 'expires', 'expiration', 'lifetime', 'age', 'timeout'],
  ...['interval', 'days', 'hours', 'minutes', 'seconds', 'length', 'len', 'size', 'bits', 'rounds', 'count', 'min'],
  ...['max', 'limit', 'limits', 'type', 'format', 'encoding', 'method', 'mode', 'scheme', 'algorithm', 'alg', 'hint'],
  ...['enabled', 'disabled', 'required', 'policy', 'validation', 'rotation', 'header', 'prefix', 'issuer', 'audience'],
  ...['provider', 'backend', 'config', 'store', 'manager', 'service', 'source', 'target', 'version', 'label'],
  ...['placeholder', 'strength'],
]);

/** `API_KEY` is a secret, `PUBLIC_KEY` and `GPG_KEY` are not. */
const secretKeyKinds = new Set([
  ...['api', 'access', 'secret', 'private', 'encryption', 'encrypt', 'signing', 'app', 'master', 'auth', 'account'],
  ...['storage', 'shared', 'admin', 'jwt', 'hmac', 'session', 'license', 'licence'],
]);

const tellingWord =
  /(?<!^no)(?:passwords?|passwd|passphrase)$|(?:secret|token|apikey|secretkey|accesskey|privatekey|credentials?)$/;
/** These tell only at the end: `DB_PASS`, `MYSQL_PWD`, `NEO4J_AUTH`; `PWD` alone is the working directory. */
const tellingEnding = /^(?:auth|pwd|pw)$/;
const passWord = /(?<!by|com|encom|tres|sur)pass$/;

const mayTell = /pass|secret|token|key|credential|auth|pw/i;

/** True if a text may hold a telling name: a quick look before the words of each name are taken apart. */
export function mayHoldTellingName(text: string): boolean {
  return mayTell.test(text);
}

/** True if a value behind this name (`DB_PASSWORD`, `apiKey`, `registry.token`) is probably a secret. */
export function isTellingName(name: string): boolean {
  if (!mayTell.test(name)) return false;
  const words = (name.slice(-128).match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []).map((word) => word.toLowerCase());
  const last = words.at(-1);
  // `PublicKeyToken` names an assembly of .NET.
  if (last === undefined || harmlessEndings.has(last) || words.includes('public')) return false;
  if (last === 'authorization' || passWord.test(last)) return true;
  if (tellingEnding.test(last) && (words.length > 1 || name.startsWith('_'))) return true;
  return words.some(
    (word, index) => tellingWord.test(word) || (word === 'key' && secretKeyKinds.has(words[index - 1] ?? '')),
  );
}

const reference = /\$\{[A-Za-z_]\w*(?::?\?[^}]*)?\}|\$[A-Za-z_]\w*/g;
/** `/run/secrets/x`, `./x`, `~/x`; `secrets/x.txt`; `reset-password.sh`. */
const filePath =
  /^(?:(?:~|\.{1,2})?\/[\w.@~${}-]*(?:\/[\w.@~${}-]*)*|[\w.-]+(?:\/[\w.-]+)+\.[a-z]{1,5}|[\w-]+\.(?:sh|txt|pem|key|crt|json|ya?ml|env|conf|properties|jks|p12))$/;
const plainWord =
  /^(?:true|false|yes|no|on|off|none|null|nil|required|optional|enabled|disabled|undefined|~|\*+|[0-9]{1,2})$/i;
/** `<your token>`, `{{ token }}`, `$(cat file)`, `$$(cat file)`, `https://host/`. */
const notLiteral = /^(?:<.*>|\{\{.*\}\}|\${1,2}\(.*|`.*|[a-z][a-z0-9+.-]*:\/\/.*)$/i;

/**
 * True if a value behind a telling name is no secret: empty, only variables, a path, a truth value, a number of at most
 * two digits. `value` stands without its quotes. A value of more than 256 units is never harmless.
 */
export function isHarmlessValue(value: string): boolean {
  if (value.length > 256) return false;
  if (value === '' || plainWord.test(value) || filePath.test(value) || notLiteral.test(value)) return true;
  if (!value.includes('$')) return false;
  const rest = value.replace(/^(?:bearer|basic|token)\s+/i, '').replace(reference, '');
  return rest.length < value.length && !/[A-Za-z0-9]/.test(rest);
}
