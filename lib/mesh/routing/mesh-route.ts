import type { MeshGateway } from '../mesh-gateway';

/** How a string is compared; a regular expression is one of RE2 and matches the whole string. */
export type TextMatch =
  | { readonly exact: string; readonly prefix?: never; readonly regex?: never }
  | { readonly prefix: string; readonly exact?: never; readonly regex?: never }
  | { readonly regex: string; readonly exact?: never; readonly prefix?: never };

/** A method of HTTP. */
export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'CONNECT' | 'OPTIONS' | 'TRACE';

/** A gateway that a route is for: a construct, `<namespace>/<name>` of one elsewhere, or `mesh` for all sidecars. */
export type MeshGatewayReference = MeshGateway | string;

/** Conditions of a request: all must hold. */
export interface MeshRouteMatch {
  /** Path. @default - any */
  readonly uri?: TextMatch;
  /** Case of the path does not count; not for regular expressions. @default false */
  readonly ignoreUriCase?: boolean;
  /** Headers, by name in lower case. @default - any */
  readonly headers?: Readonly<Record<string, TextMatch>>;
  /** Headers that must not match, by name in lower case. @default - none */
  readonly withoutHeaders?: Readonly<Record<string, TextMatch>>;
  /** Query parameters. @default - any */
  readonly queryParams?: Readonly<Record<string, TextMatch>>;
  /** Method. @default - any */
  readonly method?: HttpMethod;
  /** Port of the gateway or the Service. @default - any */
  readonly port?: number;
  /** Labels of the calling pods; only for traffic inside the mesh. @default - any */
  readonly sourceLabels?: Readonly<Record<string, string>>;
  /** Namespace of the calling pods; only for traffic inside the mesh. @default - any */
  readonly sourceNamespace?: string;
  /** Gateways, a subset of those of the virtual service. @default - all of them */
  readonly gateways?: readonly MeshGatewayReference[];
}

/** Changes of headers. */
export interface HeaderChanges {
  /** Headers that get this value. @default - none */
  readonly set?: Readonly<Record<string, string>>;
  /** Headers that get this value besides those they have. @default - none */
  readonly add?: Readonly<Record<string, string>>;
  /** Headers that are removed. @default - none */
  readonly remove?: readonly string[];
}

/** Changes of the headers of requests and answers. */
export interface MeshHeaders {
  /** Headers of the request. @default - none */
  readonly request?: HeaderChanges;
  /** Headers of the answer. @default - none */
  readonly response?: HeaderChanges;
}

/** A service, or a subset of it. */
export interface MeshTarget {
  /** Host: a Service beside the route (`orders`), or a full name. */
  readonly host: string;
  /** Port of the Service. @default - the only one that the Service has */
  readonly port?: number;
  /** Subset that a `MeshDestinationRule` names. @default - all pods */
  readonly subset?: string;
}

/** Where requests go. */
export interface MeshDestination extends MeshTarget {
  /** Share of the traffic, 0 to 100; needed with two destinations or more, and the sum must be 100. @default - all of it */
  readonly weight?: number;
  /** Changes of headers. @default - none */
  readonly headers?: MeshHeaders;
  /**
   * The pods have no sidecar, so that a gateway sends them plaintext, about which there is a warning.
   * @default - known for namespaces of the platform, false for others
   */
  readonly outsideMesh?: boolean;
}

/** Requests that are tried again. */
export interface MeshRetries {
  /** Tries after the first one; 0 switches them off. */
  readonly attempts: number;
  /** Time for each, a Go duration. @default - the time of the route */
  readonly perTryTimeout?: string;
  /** Conditions of Envoy, such as `5xx` or `connect-failure`. @default - those of Istio */
  readonly on?: readonly string[];
}

/** Faults for tests. */
export interface MeshFault {
  /** Delay of a share of the requests. @default - none */
  readonly delay?: { readonly fixed: string; readonly percentage: number };
  /** Status with which a share of the requests is answered. @default - none */
  readonly abort?: { readonly httpStatus: number; readonly percentage: number };
}

/** What routes of every kind have. */
export interface MeshRouteBase {
  /** Name of the route, for logs. @default - none */
  readonly name?: string;
  /** Conditions of requests; one of them must hold. @default - all */
  readonly matches?: readonly MeshRouteMatch[];
  /** Changes of headers. @default - none */
  readonly headers?: MeshHeaders;
}

/** A route to services. */
export interface MeshForward extends MeshRouteBase {
  /** Where requests go. */
  readonly to: MeshDestination | readonly MeshDestination[];
  /** Path (or its matched prefix) and host that the service sees. @default - as the client sent them */
  readonly rewrite?: { readonly uri?: string; readonly authority?: string };
  /** Time for the whole request, a Go duration. @default - none */
  readonly timeout?: string;
  /** Requests that are tried again. @default - twice, on connection failures */
  readonly retries?: MeshRetries;
  /** Faults for tests. @default - none */
  readonly fault?: MeshFault;
  /** A copy of a share of the requests goes here, and its answers are dropped. @default - none */
  readonly mirror?: MeshTarget & { readonly percentage?: number };
  readonly redirect?: undefined;
}

/** A route that sends clients elsewhere. */
export interface MeshRedirect extends MeshRouteBase {
  /** What changes in the address; at least one. `code` is 301 by default. */
  readonly redirect: {
    readonly uri?: string;
    readonly authority?: string;
    readonly scheme?: 'http' | 'https';
    readonly port?: number;
    readonly code?: 301 | 302 | 303 | 307 | 308;
  };
  readonly to?: undefined;
}

/** A route of HTTP: it forwards or redirects. */
export type MeshRoute = MeshForward | MeshRedirect;

/** A route of TLS connections that are not terminated: by the host that the client names (SNI). */
export interface MeshTlsRoute {
  /** Hosts, each one of the virtual service or below. @default - all hosts of the virtual service */
  readonly sniHosts?: readonly string[];
  /** Port of the gateway or the Service. @default - any */
  readonly port?: number;
  /** Gateways, a subset of those of the virtual service. @default - all of them */
  readonly gateways?: readonly MeshGatewayReference[];
  /** Where connections go. */
  readonly to: MeshDestination | readonly MeshDestination[];
}
