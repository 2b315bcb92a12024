import { createHash } from 'crypto';
import { readFileSync } from 'fs';
import { describeProblem, throwProblems } from '../values/problem';
import { requireShape } from '../values/shape/require-shape';
import { requireText } from '../values/shape/require-text';

const RELEASES = 'https://github.com/verrazzano/verrazzano/releases/download';
const FILE = 'verrazzano-platform-operator.yaml';

/** A copy of the platform operator's manifest, kept beside the app. */
export interface VendoredManifestProps {
  /** Path of the file, absolute or relative to the working directory of the synthesis. */
  readonly file: string;
  /** SHA-256 of the file, 64 hexadecimal digits; Oracle publishes one beside each release artifact. */
  readonly sha256: string;
}

/**
 * Where the manifest of the platform operator comes from: artifact `verrazzano-platform-operator.yaml` of a release.
 * It is referenced or copied unchanged, never rewritten.
 */
export class OperatorManifest {
  /**
   * The artifact of the release, fetched by Argo CD (or kubectl) when it is applied.
   * @param version - version of Verrazzano, such as `1.7.2`
   */
  static release(version: string): OperatorManifest {
    requireText({ version }, 'OperatorManifest.release');
    return OperatorManifest.url(`${RELEASES}/v${version}/${FILE}`);
  }

  /**
   * The artifact at another address, such as a mirror inside a private network.
   * @param url - address of the file
   * @throws Error when it is not an https address
   */
  static url(url: string): OperatorManifest {
    requireText({ url }, 'OperatorManifest.url');
    if (!/^https:\/\/[^\s/]+\/\S+$/.test(url)) {
      throwProblems([
        { at: 'OperatorManifest.url', what: 'the address is not usable', got: url, allowed: 'https://<host>/<path>' },
      ]);
    }
    return new OperatorManifest(url, {});
  }

  /**
   * A copy beside the app, verified against its checksum and written into the output: nothing is fetched at run time.
   * @param props - file and sum
   * @throws Error when the file cannot be read or has another sum
   */
  static vendored(props: VendoredManifestProps): OperatorManifest {
    requireShape('VendoredManifestProps', props, 'OperatorManifest.vendored');
    const content = readText(props.file);
    const sum = createHash('sha256').update(content).digest('hex');
    if (sum !== props.sha256.toLowerCase()) {
      throwProblems([
        {
          at: 'OperatorManifest.vendored',
          what: `${props.file} is not the expected file: its SHA-256 is ${sum}`,
          got: props.sha256,
          allowed: sum,
          fix: 'compare with the sum published for the release, then correct file or sum',
        },
      ]);
    }
    return new OperatorManifest(FILE, { [FILE]: content });
  }

  private constructor(
    /** URL, or name of the file in {@link OperatorManifest.files}. */
    readonly resource: string,
    /** Files that go into the output: name to content. */
    readonly files: Readonly<Record<string, string>>,
  ) {}
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(
      describeProblem({
        at: 'OperatorManifest.vendored',
        what: `the file cannot be read (${error instanceof Error ? error.message : String(error)})`,
        got: file,
        fix: `download ${RELEASES}/v<version>/${FILE} and commit it`,
      }),
      { cause: error },
    );
  }
}
