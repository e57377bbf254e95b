/** Who authenticates on the store's port. */
export const USER = 'lanran';

/** As drivers name a Unix socket: its path takes the place of a host. */
export function socketUri(path: string): string {
  return `mongodb://${encodeURIComponent(path)}`;
}

/** With the password in it. */
export function tcpUri({ port, password }: { readonly port: number; readonly password: string }): string {
  return `mongodb://${USER}:${encodeURIComponent(password)}@127.0.0.1:${port}`;
}
