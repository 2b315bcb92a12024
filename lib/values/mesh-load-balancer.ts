import type { JsonObject } from './json';
import type { Problem } from './problem';
import { throwProblems } from './problem';
import { parseGoDuration } from './quantities';
import { requireShape } from './shape/require-shape';
import { requireText } from './shape/require-text';

/** A cookie by which requests stay with one pod. The sidecar makes it where the client has none. */
export interface AffinityCookie {
  /** Name of the cookie. */
  readonly name: string;
  /** Lifetime, a Go duration; `0s` is a session cookie. */
  readonly ttl: string;
  /**
   * Path of the cookie.
   * @default - none
   */
  readonly path?: string;
}

/** How a proxy chooses one of the pods of a service. */
export class MeshLoadBalancer {
  /** One after the other. */
  static roundRobin(): MeshLoadBalancer {
    return new MeshLoadBalancer({ simple: 'ROUND_ROBIN' });
  }

  /** The one with fewer requests of two that are drawn; what Istio does by default. */
  static leastRequest(): MeshLoadBalancer {
    return new MeshLoadBalancer({ simple: 'LEAST_REQUEST' });
  }

  /** Any. */
  static random(): MeshLoadBalancer {
    return new MeshLoadBalancer({ simple: 'RANDOM' });
  }

  /** The address to which the client connected. */
  static passthrough(): MeshLoadBalancer {
    return new MeshLoadBalancer({ simple: 'PASSTHROUGH' });
  }

  /**
   * The same pod for the same cookie, as far as pods do not come and go.
   * @param cookie - the cookie
   * @throws Error when the name is empty or the lifetime is not a duration
   */
  static byCookie(cookie: AffinityCookie): MeshLoadBalancer {
    requireShape('AffinityCookie', cookie, 'MeshLoadBalancer.byCookie', 'cookie');
    const { name, ttl, path } = cookie;
    const bad: Problem[] = [];
    const at = 'MeshLoadBalancer.byCookie';
    if (name === '') bad.push({ at, what: 'the cookie has no name', got: name });
    if ((parseGoDuration(ttl) ?? -1n) < 0n) {
      bad.push({
        at,
        what: 'ttl is not a duration',
        got: ttl,
        allowed: 'a Go duration, such as "1h"; "0s" for a session cookie',
      });
    }
    throwProblems(bad);
    return new MeshLoadBalancer({ consistentHash: { httpCookie: { name, ttl, ...(path !== undefined && { path }) } } });
  }

  /**
   * The same pod for the same value of a header.
   * @param name - name of the header
   * @throws Error when the name is not valid
   */
  static byHeader(name: string): MeshLoadBalancer {
    requireText({ name }, 'MeshLoadBalancer.byHeader');
    const bad = {
      at: 'MeshLoadBalancer.byHeader',
      what: 'the header is not valid',
      got: name,
      allowed: 'letters, digits, "-" and "_"',
    };
    throwProblems(/^[-_A-Za-z0-9]+$/.test(name) ? [] : [bad]);
    return new MeshLoadBalancer({ consistentHash: { httpHeaderName: name } });
  }

  /**
   * The same pod for the same value of a query parameter.
   * @param name - name of the parameter
   * @throws Error when the name is empty
   */
  static byQueryParameter(name: string): MeshLoadBalancer {
    requireText({ name }, 'MeshLoadBalancer.byQueryParameter');
    const bad = { at: 'MeshLoadBalancer.byQueryParameter', what: 'the parameter has no name', got: name };
    throwProblems(name === '' ? [bad] : []);
    return new MeshLoadBalancer({ consistentHash: { httpQueryParameterName: name } });
  }

  /** The same pod for the same address of the client. */
  static bySourceIp(): MeshLoadBalancer {
    return new MeshLoadBalancer({ consistentHash: { useSourceIp: true } });
  }

  private constructor(
    /** `loadBalancer` of a traffic policy. */
    readonly settings: JsonObject,
  ) {}
}
