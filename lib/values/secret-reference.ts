import { DNS_SUBDOMAIN, isDnsSubdomain } from './names';
import { throwProblems } from './problem';

/**
 * One key of a Secret that exists in the cluster; the content never enters this program.
 */
export class SecretReference {
  /**
   * @param name - name of the Secret
   * @param key - key inside the Secret
   * @throws Error when the name is not valid or the key is empty
   */
  static of(name: string, key: string): SecretReference {
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
      ...(/^[-._a-zA-Z0-9]{1,253}$/.test(key)
        ? []
        : [
            {
              at: 'SecretReference.of',
              what: 'key is not a valid key',
              got: key,
              allowed: 'letters, digits, "-", "_" and ".", 1 to 253 characters',
            },
          ]),
    ]);
  }
}
