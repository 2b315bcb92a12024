import { readFileSync } from 'fs';
import { Agent, request } from 'https';
import { parse } from 'yaml';
import type { JsonObject } from '../../lib/values/json';
import type { ApiServer } from './api-server';

/** What an API server says of an object. */
export interface Verdict {
  readonly accepted: boolean;
  readonly message: string;
}

/** Asks the API server whether it would take an object, unknown fields refused. */
export class DryRun {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 4, rejectUnauthorized: false });
  private readonly kinds = new Map<string, Promise<ReadonlyMap<string, { name: string; namespaced: boolean }>>>();
  private readonly address: URL;
  private readonly token: string;

  /** @param server - the API server */
  constructor(server: ApiServer) {
    const config = parse(readFileSync(server.kubeconfig, 'utf8')) as {
      clusters: Array<{ cluster: { server: string } }>;
      users: Array<{ user: { token: string } }>;
    };
    this.address = new URL(config.clusters[0]?.cluster.server ?? '');
    this.token = config.users[0]?.user.token ?? '';
  }

  /** Whether an object is taken; nothing is stored. */
  async verdict(object: JsonObject): Promise<Verdict> {
    return this.send('POST', `${await this.collectionOf(object)}?dryRun=All&fieldValidation=Strict`, object);
  }

  /** Whether an object is taken by server-side apply, as Argo CD does it. */
  async apply(object: JsonObject, { isStored }: { readonly isStored: boolean }): Promise<Verdict> {
    const { name } = object.metadata as { name: string };
    const place = `${await this.collectionOf(object)}/${encodeURIComponent(name)}`;
    const options = `fieldManager=test&force=true${isStored ? '' : '&dryRun=All'}`;
    return this.send('PATCH', `${place}?${options}`, object, 'application/apply-patch+yaml');
  }

  private async send(method: string, path: string, object: JsonObject, type?: string): Promise<Verdict> {
    const { code, body } = await this.call(method, path, object, type);
    return { accepted: code < 300, message: String((body as { message?: string }).message ?? '') };
  }

  /** Where the API server keeps objects of a kind. */
  private async collectionOf(object: JsonObject): Promise<string> {
    const version = object.apiVersion as string;
    const prefix = version.includes('/') ? `/apis/${version}` : `/api/${version}`;
    const kinds = this.kinds.get(prefix) ?? this.discover(prefix);
    this.kinds.set(prefix, kinds);
    const kind = (await kinds).get(object.kind as string);
    if (kind === undefined) throw new Error(`the API server does not know ${object.kind as string}`);
    const { namespace } = (object.metadata ?? {}) as { namespace?: unknown };
    const place = typeof namespace === 'string' && namespace !== '' ? encodeURIComponent(namespace) : 'default';
    return `${prefix}${kind.namespaced ? `/namespaces/${place}` : ''}/${kind.name}`;
  }

  private async discover(prefix: string): Promise<ReadonlyMap<string, { name: string; namespaced: boolean }>> {
    const { body } = await this.call('GET', prefix);
    const { resources } = body as { resources: Array<{ name: string; kind: string; namespaced: boolean }> };
    return new Map(resources.filter(({ name }) => !name.includes('/')).map((each) => [each.kind, each]));
  }

  private call(
    method: string,
    path: string,
    content?: JsonObject,
    type = 'application/json',
  ): Promise<{ code: number; body: unknown }> {
    const { hostname, port } = this.address;
    const headers = { authorization: `Bearer ${this.token}`, 'content-type': type };
    return new Promise((resolve, reject) => {
      const sent = request({ hostname, port, method, path, agent: this.agent, headers }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () =>
          resolve({ code: answer.statusCode ?? 0, body: JSON.parse(Buffer.concat(parts).toString()) as unknown }),
        );
      });
      sent.on('error', reject);
      sent.end(content === undefined ? undefined : JSON.stringify(content));
    });
  }
}
