import { isDnsSubdomain } from '../../values/names';
import { isPlaceholder } from '../../values/credential-patterns';

/** How keys for credentials end, without separators and in lower case. What they hold is a credential, whatever it looks like. */
const CREDENTIAL =
  /(?:password|passwd|passphrase|passwort|(?:^|db|user|admin|root)pwd|secretkey|secretaccesskey|secretkeybase|apikey|privatekey|clientkeydata|accountkey|sharedkey|certificatekey|(?:client|app|jwt|shared|consumer|oauth|session|cookie|hmac|signing)secret|token)s?$/;

/** Endings that name a Secret as often as they hold one. */
const NAME_OR_CREDENTIAL = /(?:secret|credential|credentials|signingkey|encryptionkey|masterkey)$/;

/** Keys that end like those above and hold something else. */
const OTHER =
  /(?:existing|name|ref|external|from|profile)\w*secretkey$|(?:max|num|min|total|page|next|continue|continuation|stop|design|cluster)tokens?$|(?:reset|forgot|show|hide|change|confirm|enable|disable|allow|use|require|requires|is|has|no|without)passwords?$/;

/** Values that are switches or name a kind of credential. */
const WORD =
  /^(?:true|false|yes|no|on|off|null|none|nil|default|auto|enabled|disabled|required|optional|string|unset|empty|undefined)$/i;

/** Letters and digits without any pattern, as generators of secrets make them. */
const RANDOM = /^(?=(?:.*\d){4})(?=.*[a-z])[a-z0-9]{20,}$/i;

/** What a key says about its value: a credential, a credential or the name of one, or neither. */
type KeyClass = 'credential' | 'name-or-credential' | 'other';

/** Objects have few keys, many times. */
const known = new Map<string, KeyClass>();
const MAX_KNOWN = 10_000;

/**
 * What a key says about its value.
 * @param key - key of an object, or name of a variable or option, such as `DB_PASSWORD`
 */
export function keyClass(key: string): KeyClass {
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= MAX_KNOWN) known.clear();
  const found = classify(key);
  known.set(key, found);
  return found;
}

/** The prefix of an annotation says nothing of its value: `example.io/auth-secret` is no key of OAuth. */
function classify(key: string): KeyClass {
  const plain = key
    .slice(key.lastIndexOf('/') + 1)
    .replace(/[^A-Za-z0-9]/g, '')
    .toLowerCase();
  if (plain.length > 200 || OTHER.test(plain)) return 'other';
  if (CREDENTIAL.test(plain)) return 'credential';
  return NAME_OR_CREDENTIAL.test(plain) ? 'name-or-credential' : 'other';
}

/**
 * Whether a value under a key is a literal credential. Empty values, switches, references, placeholders, paths, URLs without
 * credentials and names of Secrets are not.
 * @param key - the key
 * @param value - a scalar
 */
export function isLiteralCredential(key: string, value: unknown): boolean {
  const kind = keyClass(key);
  if (kind === 'other') return false;
  if (typeof value === 'number' || typeof value === 'bigint') return kind === 'credential' && !/tokens?$/i.test(key);
  if (typeof value !== 'string') return false;
  const text = value.trim();
  if (isPlaceholder(text) || WORD.test(text) || /^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return false;
  if (/tokens?$/i.test(key) && /^\d{1,6}$/.test(text)) return false;
  if (kind === 'credential') return true;
  const isName = isDnsSubdomain(text.replace(/^[a-z0-9-]+\//, '')) && !RANDOM.test(text);
  return !isName && !/\s/.test(text);
}
