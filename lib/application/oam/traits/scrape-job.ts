import { parse, stringify } from 'yaml';
import { isFields, listAt, type Fields, type Value } from '../object';
import { relabelConfigs, type RelabelSettings } from './relabelings';
import { ISTIO_CERTS } from '../../../ingress/scraping/endpoints';

/** What a scrape job of release 1.7.2 is made of. */
interface ScrapeJobSettings extends RelabelSettings {
  /** Name of the job. */
  readonly job: string;
  /** Namespace whose pods are scraped. */
  readonly namespace: string;
  /** Whether pods are scraped by HTTPS with the certificates of the mesh. */
  readonly https: boolean;
  /** User name and password in plain text. */
  readonly credentials?: { readonly username: string; readonly password: string };
}

/**
 * A scrape job for a Prometheus that is not the one of the platform.
 * @param settings - what it is made of
 */
export function scrapeJob(settings: ScrapeJobSettings): Fields {
  const { job, namespace, https, credentials } = settings;
  return {
    job_name: job,
    scheme: https ? 'https' : 'http',
    ...(https && {
      tls_config: {
        ca_file: `${ISTIO_CERTS}/root-cert.pem`,
        cert_file: `${ISTIO_CERTS}/cert-chain.pem`,
        key_file: `${ISTIO_CERTS}/key.pem`,
        insecure_skip_verify: true,
      },
    }),
    kubernetes_sd_configs: [{ role: 'pod', namespaces: { names: [namespace] } }],
    enableHttp2: false,
    relabel_configs: relabelConfigs(settings),
    ...(credentials !== undefined && { basic_auth: { ...credentials } }),
  };
}

/** As Go writes YAML, so that a configuration in which nothing changes stays as it is. */
const FORMAT = { lineWidth: 0, sortMapEntries: true, indentSeq: false } as const;

/**
 * A configuration of Prometheus with a scrape job put in, replaced in its place, or taken out.
 * @param text - the configuration
 * @param name - name of the job
 * @param job - the job; nothing when it is to go
 * @returns the configuration; nothing when the text is not YAML
 */
export function withScrapeJob(text: string, name: string, job: Fields | undefined): string | undefined {
  const read = readYaml(text);
  if (read === undefined) return undefined;
  const jobs = listAt(read, 'scrape_configs');
  return stringify({ ...read, scrape_configs: jobsWith(jobs, name, job) }, FORMAT);
}

/**
 * A list of scrape jobs, as text, with a job put in or replaced in its place.
 * @param text - the list
 * @param name - name of the job
 * @param job - the job
 */
export function withListedJob(text: string, name: string, job: Fields): string | undefined {
  let read: Value;
  try {
    read = parse(text) as Value;
  } catch {
    return undefined;
  }
  const jobs = Array.isArray(read) ? read : [];
  return stringify(jobsWith(jobs, name, job), FORMAT);
}

function jobsWith(jobs: readonly Value[], name: string, job: Fields | undefined): Value[] {
  const isSame = (each: Value): boolean => isFields(each) && each.job_name === name;
  if (!jobs.some(isSame)) return job === undefined ? [...jobs] : [...jobs, job];
  return jobs.flatMap((each) => (!isSame(each) ? [each] : job === undefined ? [] : [job]));
}

function readYaml(text: string): Fields | undefined {
  try {
    const read = parse(text) as Value;
    return isFields(read) ? read : read === null || read === undefined ? {} : undefined;
  } catch {
    return undefined;
  }
}
