// Compiles src/uswds.scss into static/css/uswds.css and copies the images that it names. Same input, same bytes.
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "lightningcss";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const library = join(here, "node_modules", "@uswds", "uswds");
const target = join(here, "..", "..", "static");
const sheet = sass.compile(join(here, "src", "uswds.scss"), {
  loadPaths: [join(library, "packages")], quietDeps: true, logger: sass.Logger.silent,
});
// Faces that are never used would only be names of files that do not exist.
const withoutFonts = sheet.css.replace(/@font-face\s*\{[^}]*\}/g, "");
const { code } = transform({
  filename: "uswds.css", code: Buffer.from(withoutFonts), minify: true,
  targets: { chrome: 80 << 16, safari: 13 << 16, firefox: 78 << 16 },
});
mkdirSync(join(target, "css"), { recursive: true });
writeFileSync(join(target, "css", "uswds.css"), code);
for (const [, name] of new Set(code.toString().matchAll(/url\("?\.\.\/img\/([^")]+)"?\)/g))) {
  mkdirSync(dirname(join(target, "img", name)), { recursive: true });
  copyFileSync(join(library, "dist", "img", name), join(target, "img", name));
}
copyFileSync(join(library, "LICENSE.md"), join(target, "css", "uswds.LICENSE.md"));
