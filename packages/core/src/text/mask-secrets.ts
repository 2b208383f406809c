/** What stands in place of a secret. */
const mask = '***';

/** Token formats that are a secret wherever they stand. Prefixes as their issuers document them, checked 2026-11-22. */
const tokenFormats =
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bgh[pousr]_[A-Za-z0-9]{30,255}\b|\bgithub_pat_[A-Za-z0-9_]{22,255}\b|\bglpat-[A-Za-z0-9_-]{20,64}\b|\bxox[abeoprs]-[A-Za-z0-9-]{10,255}\b|\bnpm_[A-Za-z0-9]{36}\b|\bsk_live_[A-Za-z0-9]{16,255}\b|\bsk-[A-Za-z0-9_-]{20,255}\b|\bAIza[A-Za-z0-9_-]{35}\b|\bdckr_pat_[A-Za-z0-9_-]{20,64}\b|\bpypi-[A-Za-z0-9_-]{16,255}\b|\bhf_[A-Za-z0-9]{30,64}\b|\beyJ[A-Za-z0-9_-]{8,2048}\.[A-Za-z0-9_-]{8,2048}\.[A-Za-z0-9_-]{8,2048}/g;

/** `NAME_PASSWORD=value`, `password: value`: a name with a telling word, then a separator and a value. */
const assignment =
  /([A-Za-z0-9_.-]{0,64}(?:passw(?:or)?d|passphrase|pwd|secret|token|api_?-?key|access_?-?key|private_?-?key|credentials?|auth)[A-Za-z0-9_.-]{0,32}["']?[ \t]{0,4}[=:][ \t]{0,4})("[^"\n]{0,2048}"|'[^'\n]{0,2048}'|[^\s,;&|]{1,2048})/gi;

/** `scheme://user:password@host`. */
const credentialsInUrl = /([a-z][a-z0-9+.-]{0,31}:\/\/[^\s/:@]{0,256}:)([^\s/@]{1,256})(@)/gi;

/** `ENV NAME_TOKEN value`, the old form of ENV. */
const legacyEnv = /^([ \t]*ENV[ \t]+[A-Za-z0-9_]{0,64}(?:PASSWORD|PASSWD|PWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY)[A-Za-z0-9_]{0,32}[ \t]+)(\S.*)$/gim;

/** Values that are no secret: empty, a variable, a path, a truth value, a number of a few digits. */
const harmless = /^["']?(?:\$.*|\/.*|\.\.?\/.*|true|false|yes|no|none|null|required|[0-9]{1,2}|<.*>|\{\{.*\}\})?["']?$/i;

/**
 * `text` with literal secrets replaced by `***`: values behind a telling name, passwords in URLs, tokens of known
 * formats. For everything that is printed; it may hide more than it must, never an offset. Quotes stay. Every pattern
 * is bounded, so the cost is linear.
 */
export function maskSecrets(text: string): string {
  return text
    .replace(credentialsInUrl, (whole, before: string, secret: string, after: string) =>
      harmless.test(secret) ? whole : before + mask + after,
    )
    .replace(assignment, (whole, before: string, value: string) => (harmless.test(value) ? whole : before + maskValue(value)))
    .replace(legacyEnv, (whole, before: string, value: string) => (harmless.test(value) ? whole : before + mask))
    .replace(tokenFormats, mask);
}

function maskValue(value: string): string {
  const quote = value[0];
  return quote === '"' || quote === "'" ? quote + mask + quote : mask;
}
