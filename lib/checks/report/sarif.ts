import { createHash } from 'crypto';
import { CHECK_RULES, type CheckFinding, type FindingSeverity } from '../finding';
import { messageText } from './text';

const LEVELS: Readonly<Record<FindingSeverity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** Stands in package.json for the owner of the repository until somebody publishes the package. */
const PLACEHOLDER = '/OWNER/';

/** What the log says of this package. */
interface SarifTool {
  /** Version of this package. */
  readonly version: string;
  /** Its page in the repository, as `homepage` of package.json has it. */
  readonly homepage: string;
}

/**
 * Findings as a log of SARIF 2.1.0, for code scanning. Each rule links to its section of the documentation of this version, unless `homepage` still
 * has the placeholder of the template instead of the owner of the repository.
 * @param findings - the findings
 * @param tool - this package
 */
export function sarifLog(findings: readonly CheckFinding[], { version, homepage }: SarifTool): object {
  const names = Object.keys(CHECK_RULES);
  const [repository = ''] = homepage.split('#');
  const isKnown = !homepage.includes(PLACEHOLDER);
  const rules = Object.entries(CHECK_RULES).map(([id, { finds, fix }]) => ({
    id,
    shortDescription: { text: finds },
    help: { text: fix },
    ...(isKnown && { helpUri: `${repository}/blob/v${version}/docs/reference/checks.md#${id}` }),
  }));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'cdk8s-verrazzano', semanticVersion: version, rules } },
        results: findings.map((finding) => resultOf(finding, names.indexOf(finding.rule))),
      },
    ],
  };
}

function resultOf(finding: CheckFinding, ruleIndex: number): object {
  const { rule, severity, file, line, object, field } = finding;
  const place = [object, field].filter((each) => each !== '').join(': ');
  const name = place === '' ? {} : { logicalLocations: [{ fullyQualifiedName: place, kind: 'resource' }] };
  const physical = file === '' ? {} : { physicalLocation: locationOf(file, line) };
  // The same finding keeps its fingerprint when lines move.
  const fingerprint = createHash('sha256').update([rule, file, object, field].join('\u0000')).digest('hex');
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: `${place === '' ? '' : `${place} `}${messageText(finding)}` },
    locations: [{ ...physical, ...name }],
    partialFingerprints: { 'objectAndField/v1': fingerprint },
  };
}

function locationOf(file: string, line: number | undefined): object {
  const uri = file.replace(/\\/g, '/').split('/').map(encodeURIComponent).join('/');
  return { artifactLocation: { uri }, region: { startLine: line ?? 1 } };
}
