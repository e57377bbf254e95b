import { useEffect, useState } from 'react';
import { useLocation } from 'react-router';

/**
 * The secret in a link's fragment, which no server sees. It is kept in this tab's own storage, so that it survives signing in
 * in between without ever going into a query. Null when there is none.
 */
export function useLinkSecret(name: string): string | null {
  const { hash } = useLocation();
  const given = hash.slice(1);
  const [kept] = useState(() => readKept(name));
  useEffect(() => {
    if (given !== '') keep(name, given);
  }, [name, given]);
  return given === '' ? kept : given;
}

function readKept(name: string): string | null {
  try {
    return sessionStorage.getItem(`lanran.secret.${name}`);
  } catch {
    return null;
  }
}

function keep(name: string, secret: string): void {
  try {
    sessionStorage.setItem(`lanran.secret.${name}`, secret);
  } catch {
    // Storage is off: the link has to be opened again after signing in.
  }
}
