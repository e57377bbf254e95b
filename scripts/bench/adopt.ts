interface StoreWithToken {
  readonly url: string;
  readonly token: string;
}

/** Has a running content store take over a file or folder of its shared directory. @throws in its words */
export async function adopt({ url, token }: StoreWithToken, path: string): Promise<void> {
  const answer = await fetch(`${url}/api/v0/lanran/adopt?path=${encodeURIComponent(path)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
}
