import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

/** The whole answer to a request line that no HTTP client would send. */
export async function sendRaw(url: string, line: string, headers: readonly string[] = []): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write([line, `Host: ${hostname}:${port}`, 'Connection: close', ...headers, '', ''].join('\r\n'));
  return text(socket);
}
