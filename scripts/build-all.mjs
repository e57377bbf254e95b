// `npm run build`: dist/ and dist-web/. `npm start` runs it as a process of its own when one of them is missing or older than its
// sources: a bundler takes 800 MB, which a process that goes on would keep.
import { build } from './build.mjs';
import { buildWeb } from './build-web.mjs';
import { root } from './sources.mjs';

const NOT_WRITABLE = ['EACCES', 'EPERM', 'EROFS'];

try {
  await Promise.all([build(), buildWeb()]);
} catch (error) {
  if (!NOT_WRITABLE.includes(error.code)) throw error;
  process.stderr.write(
    `The program has to be built, and this account can't write to its folder ${root} (${error.code}). Run "npm run build" there once as the account that owns it, then start again.\n`,
  );
  process.exitCode = 1;
}
