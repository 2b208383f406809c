import { isHarmlessValue, isTellingName, type Span, tokenSpans, urlCredentialSpans } from '@plimsoll/core/rule';

/** Names that end so hold a secret too; `telling-names.ts` of core knows the others. */
const furtherNames = /(?:^|_)SALTS?$/i;

/** True if a value behind this name is probably a secret. */
export function isSecretName(name: string): boolean {
  return isTellingName(name) || furtherNames.test(name);
}

/** True if `name: value` gives a secret away. */
export function isSecretPair(name: string, value: string): boolean {
  return isSecretName(name) && !isHarmlessValue(value) && !isPlaceholder(value);
}

/** `your-token-here`, `xxxxxxxx`: nobody could run with it, so that somebody puts a value in its place. */
function isPlaceholder(value: string): boolean {
  return /^(?:your|insert|put)[-_ ]/i.test(value) || /x{6}/i.test(value) || /^[.*_-]+$/.test(value);
}

/** `Password=x;` and `pwd=x` of ADO.NET and JDBC, beside another setting of a connection. */
const connectionPassword = /(?:^|[;?&])\s*(?:password|pwd)\s*=\s*([^;&\s"']+)/gi;
const connectionSetting =
  /(?:^|[;?&])\s*(?:server|host|data source|user id|uid|user|username|database|initial catalog)\s*=/i;
/** How much of a value is read. */
const maxLength = 8192;

/** Passwords inside URLs and connection strings, of the first 8 KiB. */
export function connectionPasswords(whole: string): readonly Span[] {
  const text = whole.slice(0, maxLength);
  const inUrls = urlCredentialSpans(text);
  if (!connectionSetting.test(text) && !text.includes('://')) return inUrls;
  const settings = [...text.matchAll(connectionPassword)].flatMap(({ 0: all, 1: value = '', index }): Span[] => {
    const end = index + all.length;
    return isHarmlessValue(value) ? [] : [{ start: end - value.length, end }];
  });
  return [
    ...inUrls,
    ...settings.filter(({ start }) => !inUrls.some((span) => span.start <= start && start < span.end)),
  ];
}

/** True if the text holds a token, web token or private key by its format. */
export function holdsToken(text: string): boolean {
  return tokenSpans(text.slice(0, maxLength)).some(({ start, end }) => !isPlaceholder(text.slice(start, end)));
}
