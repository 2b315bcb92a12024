/** A credential that is recognised by its form. */
export interface PatternMatch {
  /** What it is, such as `a private key`. Never the credential itself. */
  readonly what: string;
  /** Where it begins in the text. */
  readonly start: number;
  /** Where it ends. */
  readonly end: number;
}

interface Pattern {
  readonly what: string;
  /** Finds candidates; the group `value`, where there is one, is the credential. Bounded, so that time is linear. */
  readonly form: RegExp;
  /** Whether a candidate is a credential. */
  readonly isMeant?: (value: string, found: string) => boolean;
}

/** References, templates and blanked values: what is left to fill in is not a credential. */
const PLACEHOLDER =
  /\$\{(?![^}]*:?-[^}$<\s])[^}]*\}|\$\([^)]*\)|^\$\w+$|\{\{|^<[^>]*>$|^%[^%\s]+%$|%\([^)]*\)s|^@[^@\s]+@$|^[*xX.•-]+$|^(?:redacted|\(?hidden\)?)$|^(?:replace|change|insert|your)[-_ ]?(?:me|this|here|it)$|^(?:REPLACE|CHANGE|INSERT|YOUR|TODO)[-_A-Z]*$|^\[[A-Za-z _-]*\]$/i;

/** Files, and places in stores of secrets; ciphertext of sops. */
const REFERENCE =
  /^(?:~?\.{0,2}\/|file:|vault:|ref\+|secretref:|op:\/\/|arn:|projects\/[^/]+\/secrets\/|gcp?sm:|awssm:|env:|ENC\[|[a-z]:\\)/i;

/**
 * Whether a string refers to a value that is given elsewhere: a reference, a template, a path, or an empty text.
 * @param text - the text in the place of a credential
 */
export function isPlaceholder(text: string): boolean {
  const value = text.trim();
  return value === '' || PLACEHOLDER.test(value) || REFERENCE.test(value);
}

const PATTERNS: readonly Pattern[] = [
  {
    what: 'a private key',
    form: /-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:(?:\s|\\[nrt])+(?:Proc-Type|DEK-Info|Version|Comment|[A-Za-z0-9+/=]{4})|[A-Za-z0-9+/=]{16})/g,
  },
  { what: 'a private key', form: /PuTTY-User-Key-File-\d:|AGE-SECRET-KEY-1[0-9A-Z]{20,100}/g },
  { what: 'a private key in base64', form: /LS0tLS1CRUdJTi[A-Za-z0-9+/=]{20,120}/g, isMeant: isEncodedKey },
  {
    what: 'a URL with a password',
    form: /\b[A-Za-z][A-Za-z0-9+.-]{1,30}:\/\/[^\s/?#@:"'<>\\]{0,256}:(?<value>[^\s/?#@"'\\]{1,512})@/g,
    isMeant: (value) => !isPlaceholder(value),
  },
  {
    what: 'a URL with user information',
    form: /\b(?:git\+)?https?:\/\/(?<value>[^\s/?#@:"'<>\\]{1,512}):?@(?!(?:dev\.azure\.com|[\w.-]+\.visualstudio\.com)\b)/gi,
    isMeant: (value) => !isPlaceholder(value) && value !== 'git',
  },
  {
    what: 'a URL with a token',
    form: /[?&](?:access_?token|auth_?token|private_?token|api_?key|token|secret|password|passwd|client_?secret|sig|X-Amz-Signature)=(?<value>[^\s&#"'<>\\]{6,512})/gi,
    isMeant: (value) => !isPlaceholder(decoded(value)),
  },
  {
    what: 'a URL that grants access',
    form: /\/p\/[A-Za-z0-9_-]{40,100}\/n\/|hooks\.slack\.com\/services\/T\w{6,20}\/B\w{6,20}\/\w{16,40}|discord(?:app)?\.com\/api\/webhooks\/\d{10,25}\/[\w-]{30,100}/g,
  },
  {
    what: 'a token',
    form: /\b(?:gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_\w{22,255}|gl(?:pat|dt|rt|ft|soat|ptt|cbt)-[\w-]{20,255}|xox[abeprs]-[\w-]{10,255}|xapp-\d-[\w-]{10,255}|sk_live_\w{16,255}|rk_live_\w{16,255}|npm_[A-Za-z0-9]{36}|dckr_pat_[\w-]{20,100}|dop_v1_[a-f0-9]{64}|hv[sb]\.[\w-]{20,255}|SG\.[\w-]{16,64}\.[\w-]{16,64}|AIza[\w-]{35}|glsa_\w{32,64}|sk-(?:ant|proj)-[\w-]{20,255})/g,
  },
  { what: 'an access key', form: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g },
  { what: 'a JSON Web Token', form: /\beyJ[\w-]{10,4096}\.eyJ[\w-]{10,8192}\.[\w-]{10,4096}/g },
  {
    what: 'an HTTP credential',
    form: /\b(?:Bearer|Basic)\s{1,3}(?<value>[A-Za-z0-9+/_.~=-]{16,4096})/g,
    isMeant: (value) => /\d/.test(value) && /[A-Za-z]/.test(value) && !/^[a-z]+(?:[-_./][a-z]+)+$/i.test(value),
  },
];

/** A string without any of these has no match: most texts have none. */
const HINT =
  /-----BEGIN|PuTTY|AGE-S|LS0t|:\/\/|[?&]\w+=|\/p\/|[a-z]_\w|gl\w+-|xox|xapp|hv[sb]\.|SG\.|AIza|A[KS]IA|eyJ|Bearer|Basic|sk-/;

/** Whether {@link credentialPatterns} may find something in a string. */
export function mayHoldCredentials(text: string): boolean {
  return HINT.test(text);
}

/**
 * Credentials that are recognised by their form, anywhere in a string: private keys, URLs with credentials, tokens of known
 * services.
 * @param text - any text
 */
export function credentialPatterns(text: string): PatternMatch[] {
  if (!mayHoldCredentials(text)) return [];
  return PATTERNS.flatMap(({ what, form, isMeant }) =>
    [...text.matchAll(form)]
      .filter((match) => isMeant?.(match.groups?.value ?? match[0], match[0]) ?? true)
      .map((match) => ({ what, start: match.index, end: match.index + match[0].length })),
  );
}

/**
 * A string with `(hidden)` in place of credentials, for messages. A private key goes to the end of the text.
 * @param text - any text
 */
export function withoutCredentials(text: string): string {
  const found = credentialPatterns(text).sort((a, b) => a.start - b.start);
  let [result, done] = ['', 0];
  for (const { what, start, end } of found) {
    if (start < done) continue;
    result += `${text.slice(done, start)}(hidden)`;
    done = what.startsWith('a private key') ? text.length : end;
  }
  return result + text.slice(done);
}

/** Base64 of `-----BEGIN` begins many certificates too. */
function isEncodedKey(value: string): boolean {
  return Buffer.from(value.slice(0, 80), 'base64').toString('latin1').includes('PRIVATE KEY');
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
