// The CSRF token on every request that htmx makes.

export function token() {
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  return cookie?.[1] || document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
}

document.addEventListener("htmx:config:request", (event) => {
  const request = event.detail.ctx.request;
  if ((request.method || "GET").toUpperCase() !== "GET") request.headers["X-CSRFToken"] = token();
});
