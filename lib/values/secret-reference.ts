import { DATA_KEY_FORM, DNS_SUBDOMAIN, isDataKey, isDnsSubdomain } from './names';
import { throwProblems } from './problem';
import { requireText } from './shape/require-text';

/**
 * One key of a Secret that exists in the cluster; the content never enters this program.
 */
export class SecretReference {
  /**
   * One key of a Secret.
   *
   * @param name - name of the Secret
   * @param key - key inside the Secret
   * @throws Error when the name is not valid or the key is empty
   */
  static of(name: string, key: string): SecretReference {
    requireText({ name, key }, 'SecretReference.of');
    return new SecretReference(name, key);
  }

  private constructor(
    /** Name of the Secret. */
    readonly name: string,
    /** Key inside the Secret. */
    readonly key: string,
  ) {
    throwProblems([
      ...(isDnsSubdomain(name)
        ? []
        : [{ at: 'SecretReference.of', what: 'name is not a valid name', got: name, allowed: DNS_SUBDOMAIN }]),
      ...(isDataKey(key)
        ? []
        : [
            {
              at: 'SecretReference.of',
              what: 'key is not a valid key',
              got: key,
              allowed: DATA_KEY_FORM,
            },
          ]),
    ]);
  }
}
