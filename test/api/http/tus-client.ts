/** The least of a tus 1.0 client, one function a request, so that tests can also do what no client would. */
export class TusClient {
  constructor(
    private readonly baseUrl: string,
    private readonly token: string | null,
  ) {}

  create(metadata: Record<string, string>, headers: Record<string, string>): Promise<Response> {
    const pairs = Object.entries(metadata).map(
      ([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`,
    );
    return fetch(`${this.baseUrl}/uploads`, {
      method: 'POST',
      headers: this.headers({ ...(pairs.length > 0 && { 'Upload-Metadata': pairs.join(',') }), ...headers }),
    });
  }

  append(url: string, offset: number, bytes: Uint8Array): Promise<Response> {
    const headers = { 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' };
    return fetch(url, { method: 'PATCH', headers: this.headers(headers), body: bytes });
  }

  head(url: string): Promise<Response> {
    return fetch(url, { method: 'HEAD', headers: this.headers() });
  }

  remove(url: string): Promise<Response> {
    return fetch(url, { method: 'DELETE', headers: this.headers() });
  }

  /** Creates an upload of `bytes` and returns its URL. */
  async announce(metadata: Record<string, string>, bytes: number): Promise<string> {
    const response = await this.create(metadata, { 'Upload-Length': String(bytes) });
    if (response.status !== 201) throw new Error(`${response.status}: ${await response.text()}`);
    return new URL(response.headers.get('Location') ?? '', this.baseUrl).href;
  }

  async upload(metadata: Record<string, string>, bytes: Uint8Array): Promise<Response> {
    return this.append(await this.announce(metadata, bytes.length), 0, bytes);
  }

  headers(headers: Record<string, string> = {}): Record<string, string> {
    const authorization = this.token === null ? {} : { Authorization: `Bearer ${this.token}` };
    return { 'Tus-Resumable': '1.0.0', ...authorization, ...headers };
  }
}
