// Passkeys: turns the server's options into the browser's, and the answer into a form field.
// <form data-passkey="create|get" data-options="id of a json script, or address"> with a hidden
// input named credential; the button type=button inside the form (or with form=…) starts it.

const toBytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
};

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const withBytes = (options) => {
  const key = { ...options, challenge: toBytes(options.challenge) };
  if (key.user) key.user = { ...key.user, id: toBytes(key.user.id) };
  for (const list of ["excludeCredentials", "allowCredentials"]) {
    if (key[list]) key[list] = key[list].map((each) => ({ ...each, id: toBytes(each.id) }));
  }
  return key;
};

const asJson = (credential) => {
  const { response } = credential;
  const parts = { clientDataJSON: toText(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) parts[name] = toText(response[name]);
  }
  if (response.getTransports) parts.transports = response.getTransports();
  return {
    type: credential.type, id: credential.id, rawId: toText(credential.rawId), response: parts,
    clientExtensionResults: credential.getClientExtensionResults(),
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
  };
};

const optionsOf = async (form) => {
  const inPage = document.getElementById(form.dataset.options);
  if (inPage) return JSON.parse(inPage.textContent);
  const answer = await fetch(form.dataset.options, {
    headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" },
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
};

const run = async (form) => {
  const given = await optionsOf(form);
  const creating = form.dataset.passkey === "create";
  const found = creating ? given.creation_options : given.request_options;
  const publicKey = withBytes(found.publicKey);
  if (creating) {
    publicKey.authenticatorSelection = {
      ...publicKey.authenticatorSelection, residentKey: "required", requireResidentKey: true,
      userVerification: "required",
    };
  }
  const credential = await navigator.credentials[creating ? "create" : "get"]({ publicKey });
  form.elements.credential.value = JSON.stringify(asJson(credential));
  form.submit();
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const trouble = document.getElementById(`${form.id}-gagal`);
  const able = Boolean(window.PublicKeyCredential);
  for (const button of document.querySelectorAll(`button[data-starts="${form.id}"]`)) {
    button.hidden = !able;
    button.addEventListener("click", () => {
      if (trouble) trouble.hidden = true;
      run(form).catch(() => { if (trouble) trouble.hidden = false; });
    });
  }
}
