import { readFileSync } from 'fs';
import { isJsonObject } from '../values/json';
import { InputError } from '../values/input-error';
import { parseYaml } from '../values/yaml/parse-yaml';
import { checkObjects } from './check';
import { isLocal, type SourceObject } from './checked-object';
import type { CheckFinding } from './finding';
import { messageText } from './report/text';
import { readMinors } from './versions';
import type { ExternalObject } from './references/provided';
import { requireShape } from '../values/shape/require-shape';

/** Properties of `ManifestValidation`, as `cdk8s.yaml` gives them. */
export interface ManifestValidationProps {
  /** Versions of Kubernetes that must accept the objects: one, such as `1.27`, or a range. @default '1.24-1.28' */
  readonly kubernetes?: string;
  /** Objects that something outside of the manifests provides; `*` matches any characters. @default - none */
  readonly external?: readonly ExternalObject[];
  /** Whether warnings count as violations. @default true */
  readonly warnings?: boolean;
}

/** What cdk8s-cli passes to a plugin. Source: cdk8s-cli, `ValidationContext`. */
export interface ManifestValidationContext {
  /** Paths of the manifests. */
  readonly manifests: readonly string[];
  /** Takes what is found. */
  readonly report: {
    addViolation(violation: {
      readonly ruleName: string;
      readonly recommendation: string;
      readonly fix: string;
      readonly violatingResources: ReadonlyArray<{
        readonly resourceName: string;
        readonly locations: readonly string[];
        readonly manifestPath: string;
      }>;
    }): void;
    submit(status: 'success' | 'failure'): void;
  };
}

/**
 * The rules of `cdk8s-verrazzano check` as a validation plugin of cdk8s: `class: ManifestValidation` below `validations` in `cdk8s.yaml`.
 * `cdk8s synth` fails when there is a violation.
 */
export class ManifestValidation {
  /** @param props - the `properties` of the plugin in `cdk8s.yaml` */
  constructor(private readonly props: ManifestValidationProps = {}) {
    requireShape('ManifestValidationProps', props, 'ManifestValidation');
  }

  /**
   * Checks all manifests together.
   * @param context - what cdk8s-cli passes
   */
  validate(context: ManifestValidationContext): Promise<void> {
    const { kubernetes = '1.24-1.28', external = [], warnings = true } = this.props;
    const unreadable: CheckFinding[] = [];
    const sources = context.manifests.flatMap((file) => readManifest(file, unreadable));
    const found = checkObjects(sources, { minors: readMinors(kubernetes), externals: external });
    const violations = [...unreadable, ...found].filter(
      ({ severity }) => severity === 'error' || (warnings && severity === 'warning'),
    );
    for (const finding of violations) {
      const { rule, object, field, file, fix } = finding;
      context.report.addViolation({
        ruleName: rule,
        recommendation: messageText(finding),
        fix,
        violatingResources: [{ resourceName: nameOf(object), locations: [field], manifestPath: file }],
      });
    }
    context.report.submit(violations.length === 0 ? 'success' : 'failure');
    return Promise.resolve();
  }
}

function readManifest(file: string, unreadable: CheckFinding[]): SourceObject[] {
  try {
    return parseYaml(file, readFileSync(file, 'utf8')).flatMap((object, document) => {
      if (!isJsonObject(object) || typeof object.kind !== 'string' || isLocal(object)) return [];
      return [{ file, document, item: [], object, root: '.', apart: false }];
    });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const base = { rule: 'unreadable-file', severity: 'error', file, object: '', field: '' } as const;
    unreadable.push({ ...base, message: error.problem.what, fix: error.problem.fix ?? 'correct the file' });
    return [];
  }
}

/** cdk8s-cli finds constructs by the name of their object alone. */
function nameOf(object: string): string {
  return object.split(' ')[1]?.split('/').pop() ?? object;
}
