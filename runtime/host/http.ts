/** A file on a web server as statements name it. */
export interface HttpRequest {
  readonly method: 'GET' | 'PUT';
  readonly url: string;
  /** Sent to the server of the address alone, not to those it leads on to. */
  readonly headers: Readonly<Record<string, string>>;
  /** What is put there; nothing for GET. */
  readonly body: Uint8Array | null;
}

/** What requests may reach and take. */
export interface HttpRules {
  /** `host`, `host:port` or `*.domain`, in lower case; `null` for all. A host without a port is reached at the one of its scheme alone. */
  readonly hosts: readonly string[] | null;
  /** Bytes of an answer. */
  readonly maxBytes: number;
  /** Milliseconds that the other side may be silent. */
  readonly idleMilliseconds: number;
  /** Milliseconds of a whole request. */
  readonly milliseconds: number;
  /** Certificates to trust beside the usual ones, as PEM. */
  readonly ca?: string;
}

/**
 * Sends a request and blocks until the whole answer is there; gives its bytes. `check` is asked while it waits and may throw. Errors: `InvalidUrl`, `HostRefused`,
 * `HostUnknown`, `ConnectionFailed`, `CertificateRefused`, `RedirectRefused`, `HttpStatus`, `WebPage`, `NetworkTimeout`, `DownloadCut`, `DownloadTooLarge`.
 */
export type Http = (request: HttpRequest, check: () => void) => Uint8Array;

/** What holds where nothing else is said. */
export const HTTP_RULES: HttpRules = {
  hosts: null,
  maxBytes: 512 * 1024 * 1024,
  idleMilliseconds: 30_000,
  milliseconds: 600_000,
};
