import type sharp from 'sharp';

let loading: Promise<typeof sharp> | null = null;

/** A start needs no pictures, and loading sharp with libvips takes 0.1 s. */
export function loadSharp(): Promise<typeof sharp> {
  loading ??= load();
  return loading;
}

async function load(): Promise<typeof sharp> {
  const { default: loaded } = await import('sharp');
  // Each original is read once, and memory belongs to the rest of the platform.
  loaded.cache(false);
  return loaded;
}
