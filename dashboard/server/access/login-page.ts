import { html } from 'hono/html';

/** The form that takes the token. It needs no script; its style is the page's own. */
export const loginPage = (styles: ReadonlyArray<string>, refused: boolean) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Sign in · bitcoin-pipeline</title>
        ${styles.map((path) => html`<link rel="stylesheet" href="${path}" />`)}
      </head>
      <body>
        <main class="login" id="panels">
          <form class="card" method="post" action="/login">
            <h1>bitcoin-pipeline</h1>
            <p>This dashboard is open to who has its token.</p>
            ${refused ? html`<p class="note bad" role="alert">That is not the token.</p>` : ''}
            <label for="token">Token</label>
            <input
              id="token"
              name="token"
              type="password"
              autocomplete="current-password"
              required
              autofocus
            />
            <button class="button" type="submit">Sign in</button>
          </form>
        </main>
      </body>
    </html>`;
