/** What this browser keeps for the reader. It may refuse to, and the page works without. */

export const kept = (key: string): string | null => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
};

export const keep = (key: string, text: string): void => {
  try {
    localStorage.setItem(key, text);
  } catch {
    // a private window, or no room: the choice holds until the page is closed
  }
};
