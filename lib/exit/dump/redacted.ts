/** What the redaction of Verrazzano's command line leaves of host names and identifiers, somewhere in a string. */
export const REDACTED = /REDACTED-|^[0-9a-f]{64}$/;
