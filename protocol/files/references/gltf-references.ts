/** Addresses of buffers and images of a scene in glTF 2.0 (3.6.1.1, 3.8.4) that are not within it. Null for what is no JSON object. */
export function findGltfReferences(json: string): string[] | null {
  let scene: unknown;
  try {
    scene = JSON.parse(json);
  } catch {
    return null;
  }
  if (typeof scene !== 'object' || scene === null) return null;
  const { buffers, images } = scene as { readonly buffers?: unknown; readonly images?: unknown };
  return [buffers, images].flatMap((list) => (Array.isArray(list) ? list.flatMap(uriOf) : []));
}

function uriOf(item: unknown): string[] {
  const uri = typeof item === 'object' && item !== null && 'uri' in item ? item.uri : null;
  return typeof uri === 'string' && uri !== '' && !/^data:/i.test(uri) ? [decoded(uri)] : [];
}

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri.split(/[?#]/)[0] ?? '');
  } catch {
    return uri;
  }
}
