import { Option, type Command } from 'commander';
import { deliverySettings } from '../../gitops/argo/settings';
import { Rendering } from '../../application/rendering';
import { Cni } from '../../values/cni';
import type { JsonObject } from '../../values/json';
import { kubernetesFactsProblems } from '../../values/kubernetes-facts';
import { CNI_FACTORIES, type ImportAnswers } from '../import/cluster-facts';
import { formatted } from '../import/format';
import type { Imported } from '../import/importer';
import type { Note } from '../import/metadata';
import { importFiles } from '../import/import-files';
import { importOam } from '../import/oam-importer';
import { oamObjects } from '../import/oam-objects';
import { kindOf } from '../../connectivity/manifest';
import { readFile } from '../input/read-resources';
import { IMPORTERS } from '../import/importers';
import { warnOfCredentials } from '../credentials';
import { programSource } from '../import/program';
import { writeText } from '../import/write-file';
import { oneLine } from '../../values/escape/visible';
import { writeLines } from '../io';
import { examples } from '../options';
import type { Session } from '../session';
import { usageError, usageErrorOf } from '../usage-error';

/** Printed where the program is written without formatting. */
const NOT_FORMATTED =
  'note: the program is not formatted, since Prettier is not installed: npm install --save-dev prettier\n';

interface ImportOptions extends ImportAnswers {
  readonly outFile?: string;
  readonly force?: true;
  readonly rendering: 'oam' | 'kubernetes';
}

/**
 * Adds the command `import`.
 * @param command - the command, with its name and description
 * @param session - the run
 */
export function addImport(command: Command, session: Session): void {
  command
    .argument(
      '<file...>',
      'YAML or JSON files, or folders with such files, of Verrazzano resources, OAM applications or multicluster resources',
    )
    .option('--out-file <file>', 'file for the app; without it, standard output')
    .option('--force', 'replace the file of --out-file if it exists')
    .option(
      '--repository <url>',
      'Git repository for the output; the app is then a GitOpsApp with a cluster per resource',
    )
    .addOption(new Option('--cni <name>', 'network plugin').choices(Object.keys(CNI_FACTORIES)).default('calico'))
    .addOption(
      new Option('--rendering <rendering>', 'form in which OAM applications are delivered')
        .choices(['oam', 'kubernetes'])
        .default('oam'),
    )
    .option('--storage-class <name>', 'StorageClass of the cluster', 'standard')
    .option('--kubernetes-version <version>', 'version of Kubernetes', '1.27')
    .addHelpText(
      'after',
      examples(
        'import verrazzano.yaml --out-file main.ts',
        'import hello-helidon/ --rendering kubernetes --out-file main.ts',
        'import admin.yaml managed.yaml --repository https://git.example.com/platform.git --storage-class oci-bv',
      ),
    )
    .action(async (paths: readonly string[], options: ImportOptions) => {
      checkAnswers(options, command);
      const files = importFiles(paths, session);
      if (files === undefined) return;
      const objects = imported(files, options.rendering, session);
      if (objects === undefined) return;
      const source = programSource(objects, options);
      const pretty = await formatted(source);
      if (pretty === undefined) session.io.err(NOT_FORMATTED);
      const text = pretty ?? source;
      const { outFile, force } = options;
      if (outFile === undefined) session.io.out(text);
      else {
        session.with(outFile, () => {
          const replaced = writeText(outFile, text, { replace: force === true, inputs: files });
          session.io.err(oneLine(`${outFile} ${replaced ? 'changed' : 'written'}`) + '\n');
        });
      }
    });
}

/** Objects of all files; undefined when one of them was refused, since some of the objects alone are of no use. */
function imported(
  files: readonly string[],
  rendering: ImportOptions['rendering'],
  session: Session,
): readonly Imported[] | undefined {
  const objects: Imported[] = [];
  const ofOam: JsonObject[] = [];
  const read = files.map((file) =>
    session.with(file, () => {
      const applications = oamObjects(file);
      if (applications !== undefined) {
        for (const each of applications.objects) ofOam.push(each);
        warnOfCredentials(file, applications.objects, session);
        noteAll(file, applications.notes, session);
        if (!applications.hasPlatform) return;
      } else noteAll(file, ignoredNotes(file), session);
      warnOfCredentials(file, resourcesIn(file), session);
      const found = IMPORTERS.flatMap((importer) => importer.read(file));
      noteAll(
        file,
        found.flatMap((one) => one.notes),
        session,
      );
      for (const each of found) objects.push(each);
    }),
  );
  const applications = importOam(ofOam, rendering === 'oam' ? Rendering.OAM : Rendering.KUBERNETES);
  return read.every((done) => done) ? [...objects, ...applications] : undefined;
}

/** The resources that become a part of the program. */
function resourcesIn(file: string): unknown {
  return readFile(file).resources.map(({ resource }) => resource);
}

/** Objects beside Verrazzano resources that are of no kind that is imported: one note for each kind. */
function ignoredNotes(file: string): Note[] {
  const { resources, others } = readFile(file);
  const kinds = new Map<string, number>();
  for (const each of others) kinds.set(kindOf(each), (kinds.get(kindOf(each)) ?? 0) + 1);
  return resources.length === 0
    ? []
    : [...kinds].map(([path, count]) => ({ path, text: `is not a kind that is imported; left out: ${count}` }));
}

function noteAll(file: string, notes: readonly Note[], session: Session): void {
  writeLines(
    (text) => session.io.err(text),
    notes.map(({ path, text }) => oneLine(`note: [${file}: ${path}] ${text}`)),
  );
}

/** Values that the program would refuse when it runs. */
function checkAnswers({ repository, storageClass, kubernetesVersion }: ImportOptions, command: Command): void {
  const facts = { version: kubernetesVersion, storageClass, cni: Cni.calico() };
  const [problem] = kubernetesFactsProblems(facts);
  if (problem !== undefined) usageError(command, problem);
  if (repository === undefined) return;
  try {
    deliverySettings('platform', { url: repository });
  } catch (error) {
    usageErrorOf(command, error);
  }
}
