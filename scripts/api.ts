/**
 * `npm run api` writes API.md, the report of the public API; `npm run api:check` fails where API.md is not up to date.
 * Both read the declarations that `npm run build` has written.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';

const ROOT = join(__dirname, '..');
const REPORT = join(ROOT, 'API.md');
const WORK = join(ROOT, 'build', 'api');
const SILENT = { logLevel: ExtractorLogLevel.None };
/** In the report, where reviewers see it, and not as a failure. */
const REPORTED = { logLevel: ExtractorLogLevel.Warning, addToApiReportFile: true };

/** The report of the declarations as text. */
function report(): string {
  mkdirSync(WORK, { recursive: true });
  const config = ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(ROOT, 'package.json'),
    configObject: {
      projectFolder: ROOT,
      mainEntryPointFilePath: join(ROOT, 'build', 'lib', 'index.d.ts'),
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
          files: [join(ROOT, 'build', 'lib', 'index.d.ts')],
        },
      },
      apiReport: { enabled: true, reportFileName: 'API', reportFolder: WORK, reportTempFolder: join(WORK, 'temp') },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        extractorMessageReporting: {
          default: REPORTED,
          'ae-missing-release-tag': SILENT,
        },
        tsdocMessageReporting: {
          default: { logLevel: ExtractorLogLevel.Warning },
          // @default is what cdk8s writes, and editors understand it.
          'tsdoc-undefined-tag': SILENT,
        },
      },
    },
  });
  const result = Extractor.invoke(config, {
    localBuild: true,
    messageCallback: (message) => {
      if (message.messageId.startsWith('console-')) message.logLevel = ExtractorLogLevel.None;
    },
  });
  if (result.errorCount > 0) throw new Error('api-extractor found errors');
  return readFileSync(join(WORK, 'API.api.md'), 'utf8');
}

const expected = report();
const found = existsSync(REPORT) ? readFileSync(REPORT, 'utf8') : '';
if (process.argv.includes('--check')) {
  if (found !== expected) {
    console.error('API.md is not up to date: run npm run api, and review what changed');
    process.exitCode = 1;
  }
} else if (found !== expected) {
  writeFileSync(REPORT, expected);
  console.log('wrote API.md');
}
