/** One HTTP request with this text as its body. */
export async function post(url: string, body: string): Promise<{ status: number; json: unknown }> {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  });
  const text = await response.text();
  return { status: response.status, json: text === '' ? null : (JSON.parse(text) as unknown) };
}

/** The JSON-RPC reply to one call, be it a result or an error. */
export async function callRaw(
  url: string,
  method: string,
  params: readonly unknown[] = [],
): Promise<unknown> {
  return (await post(url, JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }))).json;
}

/** The result of one call; rejects with the error's message. */
export async function call(url: string, method: string, params: readonly unknown[] = []): Promise<unknown> {
  const reply = (await callRaw(url, method, params)) as { result?: unknown; error?: { message: string } };
  if (reply.error !== undefined) throw new Error(reply.error.message);
  return reply.result;
}
