import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CompilerState,
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  type ExtractorMessage,
} from '@microsoft/api-extractor';
import type { Program } from 'typescript';
import { exportedNames } from './exported-names';
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
 * The reports of entries, in their order. Their declarations are read once for all of them.
 * @param root - folder of the package
 * @param entries - the entries
 */
export function entryReports(root: string, entries: readonly Entry[]): EntryReport[] {
  const work = join(root, 'build', 'api');
  mkdirSync(work, { recursive: true });
  const files = entries.map(({ declarations }) => declarations);
  const configurations = entries.map((entry) => configuration(root, entry, work, files));
  const [first] = configurations;
  if (first === undefined) return [];
  const compilerState = CompilerState.create(first, { additionalEntryPoints: files });
  // The extractor brings its own compiler and does not say what its program is.
  const exported = exportedNames(compilerState.program as Program, files);
  return entries.map(({ name }, index) =>
    entryReport(name, configurations[index] ?? first, { work, compilerState, exported }),
  );
}

/** What the reports of all entries are made of. */
interface Common {
  /** Folder of what the extractor writes. */
  readonly work: string;
  /** The declarations, parsed. */
  readonly compilerState: CompilerState;
  /** What all entries export. */
  readonly exported: ReadonlySet<string>;
}

function entryReport(
  name: string,
  configuration: ExtractorConfig,
  { work, compilerState, exported }: Common,
): EntryReport {
  const problems: string[] = [];
  const result = Extractor.invoke(configuration, {
    compilerState,
    localBuild: true,
    messageCallback: (message) => {
      if (isProblem(message, exported)) problems.push(`${message.messageId}: ${message.text}`);
      message.logLevel = ExtractorLogLevel.None;
    },
  });
  if (result.errorCount > 0) throw new Error(`api-extractor found errors in ${name}`);
  return { text: shorten(readFileSync(join(work, `${name}.api.md`), 'utf8')), problems };
}

/** What exported types are computed from. A program names the results, and never these. */
const COMPUTED_FROM = new Set([
  'OtherContainerFields',
  'OtherPodFields',
  'Classes',
  'PortKeys',
  'QualifiedPorts',
  'Table',
  'OTHER_SERVICE_FIELDS',
  'Fields',
  'TOP_KEYS',
  'Value',
  'statedValues',
]);

/** Whether a message is about the API; what another entry exports is not forgotten. */
function isProblem({ messageId, text, logLevel }: ExtractorMessage, exported: ReadonlySet<string>): boolean {
  if (logLevel !== ExtractorLogLevel.Warning || messageId.startsWith('console-')) return false;
  if (messageId !== 'ae-forgotten-export') return true;
  const [, name = ''] = /The symbol "([^"]+)"/.exec(text) ?? [];
  return !COMPUTED_FROM.has(name) && !exported.has(name) && !exported.has(name.replace(/_\d+$/, ''));
}

function configuration(
  root: string,
  { name, declarations }: Entry,
  work: string,
  files: readonly string[],
): ExtractorConfig {
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
          files: [...files],
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
