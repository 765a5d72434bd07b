// Small things kept on this device; where storage is closed, nothing breaks and nothing is kept.

export function recall(key) {
  try {
    return JSON.parse(localStorage.getItem(`suluh:${key}`));
  } catch {
    return null;
  }
}

export function keep(key, value) {
  try {
    localStorage.setItem(`suluh:${key}`, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function forget(key) {
  try {
    localStorage.removeItem(`suluh:${key}`);
  } catch {
    // Nothing was kept.
  }
}

// The queue of sendings that have not yet arrived, by their key.
export const waiting = () => recall("queue") || {};

export function enqueue(sending) {
  return keep("queue", { ...waiting(), [sending.key]: sending });
}

export function dequeue(key) {
  const { [key]: gone, ...rest } = waiting();
  keep("queue", rest);
}
