import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Extractor, ExtractorConfig, ExtractorLogLevel, type ExtractorMessage } from '@microsoft/api-extractor';
import { shorten } from './shorten';

/** An entry of the package. */
export interface Entry {
  /** Name of its report. */
  readonly name: string;
  /** Its declaration file. */
  readonly declarations: string;
}

/** A report, and what is wrong with the API. */
export interface EntryReport {
  readonly text: string;
  readonly problems: readonly string[];
}

const SILENT = { logLevel: ExtractorLogLevel.None };
const WARNING = { logLevel: ExtractorLogLevel.Warning };

/**
 * The report of one entry.
 * @param root - folder of the package
 * @param entry - the entry
 * @param exported - what all entries export
 */
export function entryReport(root: string, entry: Entry, exported: ReadonlySet<string>): EntryReport {
  const work = join(root, 'build', 'api');
  mkdirSync(work, { recursive: true });
  const problems: string[] = [];
  const result = Extractor.invoke(configuration(root, entry, work), {
    localBuild: true,
    messageCallback: (message) => {
      if (isProblem(message, exported)) problems.push(`${message.messageId}: ${message.text}`);
      message.logLevel = ExtractorLogLevel.None;
    },
  });
  if (result.errorCount > 0) throw new Error(`api-extractor found errors in ${entry.name}`);
  return { text: shorten(readFileSync(join(work, `${entry.name}.api.md`), 'utf8')), problems };
}

/** What exported types are computed from. A program names the results, and never these. */
const COMPUTED_FROM = new Set(['OtherContainerFields', 'OtherPodFields', 'COMPONENT_TABLE', 'Fields', 'TOP_KEYS', 'Value', 'statedValues']);

/** Whether a message is about the API; what another entry exports is not forgotten. */
function isProblem({ messageId, text, logLevel }: ExtractorMessage, exported: ReadonlySet<string>): boolean {
  if (logLevel !== ExtractorLogLevel.Warning || messageId.startsWith('console-')) return false;
  if (messageId !== 'ae-forgotten-export') return true;
  const [, name = ''] = /The symbol "([^"]+)"/.exec(text) ?? [];
  return !COMPUTED_FROM.has(name) && !exported.has(name) && !exported.has(name.replace(/_\d+$/, ''));
}

function configuration(root: string, { name, declarations }: Entry, work: string): ExtractorConfig {
  return ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(root, 'package.json'),
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: declarations,
      newlineKind: 'lf',
      // The extractor brings its own compiler, which needs nothing of tsconfig.json but where to find declarations.
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            target: 'es2022',
            module: 'esnext',
            moduleResolution: 'bundler',
            strict: true,
            skipLibCheck: true,
            types: ['node'],
          },
          files: [declarations],
        },
      },
      apiReport: { enabled: true, reportFileName: name, reportFolder: work, reportTempFolder: join(work, 'temp') },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        extractorMessageReporting: {
          default: WARNING,
          'ae-missing-release-tag': SILENT,
          // Exports have docstrings; a member whose name says all needs none.
          'ae-undocumented': SILENT,
          // A link to a name of another entry; editors resolve it.
          'ae-unresolved-link': SILENT,
        },
        tsdocMessageReporting: {
          default: WARNING,
          // @default is what cdk8s writes, and editors understand it.
          'tsdoc-undefined-tag': SILENT,
        },
      },
    },
  });
}
