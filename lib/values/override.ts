import type { JsonObject } from './json';
import { isJsonObject } from './json';
import { DATA_KEY_FORM, DNS_SUBDOMAIN, isDataKey, isDnsSubdomain } from './names';
import { throwProblems } from './problem';
import type { SecretReference } from './secret-reference';
import { requireShape } from './shape/require-shape';

/** Options of an override that lies in a ConfigMap or Secret. */
export interface OverrideReferenceOptions {
  /**
   * Whether the platform operator goes on when the object is absent.
   * @default false
   */
  readonly optional?: boolean;
}

/**
 * Chart values of a component that replace its defaults: one item of `spec.components.<key>.overrides`.
 *
 * In 1.7.2 the **first** item of the list wins (`pkg/helm/helmcli.go`), whatever the field documentation says.
 */
export class Override {
  /**
   * Values written into the Verrazzano resource.
   * @param values - chart values; for Istio an IstioOperator document
   * @throws Error when it is not an object
   */
  static values(values: JsonObject): Override {
    if (!isJsonObject(values)) {
      throwProblems([
        { at: 'Override.values', what: 'chart values are not an object', got: values, allowed: 'an object' },
      ]);
    }
    return new Override({ values }, undefined);
  }

  /**
   * Values in a ConfigMap in the namespace of the Verrazzano resource.
   * @param name - name of the ConfigMap
   * @param key - key whose text is the YAML of the values
   * @param options - see {@link OverrideReferenceOptions}
   * @throws Error when the name or the key is not valid
   */
  static configMap(name: string, key: string, options: OverrideReferenceOptions = {}): Override {
    const at = 'Override.configMap';
    requireShape('OverrideReferenceOptions', options, at, 'options');
    throwProblems([
      ...(isDnsSubdomain(name) ? [] : [{ at, what: 'name is not a valid name', got: name, allowed: DNS_SUBDOMAIN }]),
      ...(isDataKey(key) ? [] : [{ at, what: 'key is not a valid key', got: key, allowed: DATA_KEY_FORM }]),
    ]);
    return new Override({ configMapRef: { name, key, optional: options.optional } }, undefined);
  }

  /**
   * Values in a Secret in the namespace of the Verrazzano resource.
   * @param secret - name and key
   * @param options - see {@link OverrideReferenceOptions}
   */
  static secret(secret: SecretReference, options: OverrideReferenceOptions = {}): Override {
    requireShape('SecretReference', secret, 'Override.secret', 'secret');
    requireShape('OverrideReferenceOptions', options, 'Override.secret', 'options');
    const spec = { secretRef: { name: secret.name, key: secret.key, optional: options.optional } };
    return new Override(spec, options.optional === true ? undefined : secret);
  }

  private constructor(
    private readonly spec: JsonObject,
    /** The Secret that must exist, if the values lie in one and it is not optional. */
    readonly requiredSecret: SecretReference | undefined,
  ) {}

  /** The item for `spec.components.<key>.overrides`. @internal */
  toSpec(): JsonObject {
    return this.spec;
  }
}
