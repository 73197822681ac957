/*
 * Shows a form of Nachweis where its script tag stands:
 *
 *   <script src="https://…/form.js" data-controller="idm" data-form="newsletter"></script>
 *
 * docs/embedding.md says what else it understands. It knows no kind of form: what it shows, where that is sent and what it
 * says stands in the form's definition. It keeps nothing in the browser, and no box is ever ticked beforehand.
 */
(() => {
  "use strict";

  const script = document.currentScript;
  const { controller, form: formId, return: returnTo } = script.dataset;
  const wish = script.dataset.locale || document.documentElement.lang || navigator.language || "";
  const host = new URL(script.src).origin;
  const address =
    `${host}/api/v1/${encodeURIComponent(controller)}/forms/${encodeURIComponent(formId)}` +
    `?locale=${encodeURIComponent(wish)}`;
  const prefix = `nachweis-${formId}-${document.querySelectorAll(".nachweis-form").length + 1}`;

  const words = {
    de: {
      optional: "(freiwillig)",
      notice: "Datenschutzhinweise",
      empty: "Bitte füllen Sie dieses Feld aus.",
      choose: "Bitte wählen Sie etwas aus.",
      untick: "Bitte setzen Sie das Häkchen, wenn Sie das möchten.",
      invalid: "Das können wir so nicht annehmen. Bitte prüfen Sie die Eingabe.",
      unwanted: "Bitte geben Sie eine persönliche Adresse an, keine einer Abteilung oder auf Zeit.",
      stale: "Diese Seite war lange offen. Wir haben das Formular erneuert, bitte senden Sie es noch einmal ab.",
      working: "Einen Moment, Ihr Gerät rechnet gegen Missbrauch …",
      changed: "Der Text der Einwilligung hat sich geändert. Bitte laden Sie die Seite neu.",
      down: "Das geht gerade nicht. Bitte versuchen Sie es in ein paar Minuten noch einmal.",
      refused: "Das hat nicht geklappt. Es liegt an diesem Formular, nicht an Ihnen.",
    },
    en: {
      optional: "(optional)",
      notice: "Privacy notice",
      empty: "Please fill in this field.",
      choose: "Please choose.",
      untick: "Please tick the box if you want this.",
      invalid: "We cannot accept this. Please check what you entered.",
      unwanted: "Please give an address of your own, not one of an office or a throw-away one.",
      stale: "This page was open for a long time. We have renewed the form, please send it again.",
      working: "One moment, your device computes something against abuse …",
      changed: "The wording of the consent has changed. Please reload the page.",
      down: "This is not possible at the moment. Please try again in a few minutes.",
      refused: "This did not work. The fault is with this form, not with you.",
    },
    it: {
      optional: "(facoltativo)",
      notice: "Informativa sulla privacy",
      empty: "Compili questo campo.",
      choose: "Selezioni una voce.",
      untick: "Selezioni la casella, se lo desidera.",
      invalid: "Non possiamo accettare questo dato. Verifichi quanto inserito.",
      unwanted: "Indichi un indirizzo personale, non quello di un ufficio né uno temporaneo.",
      stale: "Questa pagina è rimasta aperta a lungo. Abbiamo rinnovato il modulo, lo invii di nuovo.",
      working: "Un momento, il Suo dispositivo esegue un calcolo contro gli abusi …",
      changed: "Il testo del consenso è cambiato. Ricarichi la pagina.",
      down: "Al momento non è possibile. Riprovi tra qualche minuto.",
      refused: "Non è riuscito. Dipende da questo modulo, non da Lei.",
    },
  };
  /* In the language of the definition once there is one, so that a form speaks but one. */
  let say;
  const speak = (language) => {
    say = words[language.toLowerCase().split("-")[0]] || words.en;
    place.lang = language;
  };

  const tell = (message) => console.error(`Nachweis, form "${formId}" of "${controller}": ${message}`);

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const place = element("div", { className: "nachweis-form" });
  const status = element("p", { className: "nachweis-status", tabIndex: -1 });
  status.setAttribute("role", "status");
  place.append(status);
  script.after(place);
  speak(wish);

  /* For the page's own scripts; says nothing of what was filled in. False if one of them prevents what would follow. */
  const announce = (name, detail) =>
    place.dispatchEvent(
      new CustomEvent(`nachweis:${name}`, { bubbles: true, cancelable: true, detail: { form: formId, ...detail } }),
    );

  /* A control with its label, and room for what is wrong with it. */
  const labelled = (control, text, isTick) => {
    const error = element("p", { id: `${control.id}-error`, className: "nachweis-error", hidden: true });
    control.setAttribute("aria-describedby", error.id);
    const label = element("label", { htmlFor: control.id }, text);
    const row = element("div", { className: isTick ? "nachweis-tick" : "nachweis-field" });
    row.append(...(isTick ? [control, label] : [label, control]), error);
    return row;
  };

  const blame = (control, message) => {
    const error = document.getElementById(`${control.id}-error`);
    error.textContent = message;
    error.hidden = !message;
    control.setAttribute("aria-invalid", String(Boolean(message)));
  };

  const autocomplete = { email: "email", name: "name", company: "organization", role: "organization-title", phone: "tel" };

  const choices = (field) => [
    element("option", { value: "" }),
    ...field.choices.map((choice) => element("option", { value: choice.value }, choice.label)),
  ];

  /* The form control for each type of field; a definition with another is one of a newer platform. */
  const controlsByType = {
    text: () => element("input", { type: "text" }),
    email: () => element("input", { type: "email" }),
    tel: () => element("input", { type: "tel" }),
    textarea: () => element("textarea", { rows: 6 }),
    select: (field) => element("select", {}, ...choices(field)),
  };

  const fieldRow = (field) => {
    const wanted = script.dataset[field.id];
    if (field.type === "select" && wanted) {
      return element("input", { type: "hidden", name: field.id, value: wanted });
    }
    const control = controlsByType[field.type](field);
    Object.assign(control, { id: `${prefix}-${field.id}`, name: field.id, required: field.required });
    control.autocomplete = autocomplete[field.id] || "off";
    if (field.type !== "select") control.maxLength = field.maxLength;
    return labelled(control, field.required ? field.label : `${field.label} ${say.optional}`, false);
  };

  const consentRow = (wording, number) => {
    const box = element("input", {
      id: `${prefix}-consent-${number}`,
      name: "consents",
      type: "checkbox",
      value: wording.id,
      required: wording.required,
    });
    return labelled(box, element("span", { innerHTML: wording.html }), true);
  };

  /* A field for programs that fill in everything: no person sees it, hears of it or gets into it. */
  const decoy = (name) => {
    const input = element("input", { name, type: "text", tabIndex: -1, autocomplete: "off" });
    const row = element("div", {}, input);
    row.setAttribute("aria-hidden", "true");
    row.style.cssText = "position:absolute;left:-10000px;width:1px;height:1px;overflow:hidden";
    return row;
  };

  const hex = (bytes) => [...new Uint8Array(bytes)].map((each) => each.toString(16).padStart(2, "0")).join("");

  /* Finds the number that a challenge of ALTCHA asks for, by trying them. */
  const solve = async ({ algorithm, challenge, maxnumber, salt, signature }) => {
    const encoder = new TextEncoder();
    for (let number = 0; number <= maxnumber; number++) {
      if (hex(await crypto.subtle.digest(algorithm, encoder.encode(salt + number))) === challenge) {
        return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
      }
    }
    throw new Error("No number solves this");
  };

  let definition;

  const reasonOf = (problem) => String(problem.type).replace(/.*\//, "");

  /* Why there is no form: to the visitor whether waiting helps, to the developer the cause. */
  const explainMissing = (code, problem) => {
    status.textContent = code && code < 500 ? say.refused : say.down;
    const causes = {
      "origin-not-allowed": `the origin ${location.origin} is not allowed. Add it to "origins" in the controller's policy.`,
      "unknown-controller": "there is no such controller. data-controller is the id of a policy.",
      "unknown-form": "there is no such form. data-form is the id of a form in the controller's policy.",
    };
    const cause = causes[reasonOf(problem)];
    tell(cause || (code ? `${host} answers ${code}.` : `${host} does not answer, or this page's Content-Security-Policy keeps it from there.`));
    announce("failed", { status: code, reason: code ? reasonOf(problem) : "unreachable" });
  };

  const ask = async () => {
    const response = await fetch(address, { credentials: "omit", headers: { Accept: "application/json" } });
    const answer = await response.json().catch(() => ({}));
    if (response.ok) {
      definition = answer;
      speak(definition.language);
    }
    return { code: response.status, answer };
  };

  const show = () => {
    const notice = element("a", { href: definition.noticeUrl, target: "_blank", rel: "noopener" }, say.notice);
    const button = element("button", { type: "submit" }, definition.button);
    const form = element(
      "form",
      { noValidate: true },
      ...definition.fields.map(fieldRow),
      ...definition.wordings.map(consentRow),
      decoy(definition.honeypot),
      element("p", {}, notice),
      button,
    );
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!isComplete(form)) return;
      button.disabled = true;
      status.textContent = "";
      try {
        await send(form);
      } catch {
        status.textContent = say.down;
        announce("refused", { reason: "unreachable", fields: [] });
      } finally {
        button.disabled = false;
      }
    });
    place.prepend(form);
    announce("ready", { language: definition.language });
  };

  const controls = (form) =>
    [...form.elements].filter((each) => each.name && each.name !== definition.honeypot && each.type !== "hidden");

  /* Whether there is a fault; the first one gets the focus. */
  const focusOnFault = (form) => {
    const faulty = controls(form).find((control) => control.getAttribute("aria-invalid") === "true");
    faulty?.focus();
    return Boolean(faulty);
  };

  const isComplete = (form) => {
    for (const control of controls(form)) {
      const isTick = control.type === "checkbox";
      const isMissing = control.required && (isTick ? !control.checked : !control.value.trim());
      blame(control, isMissing ? (isTick ? say.untick : control.type === "select-one" ? say.choose : say.empty) : "");
    }
    return !focusOnFault(form);
  };

  const send = async (form) => {
    const body = { consents: [], formToken: definition.formToken, locale: definition.language };
    for (const [name, value] of new FormData(form)) {
      if (name === "consents") body.consents.push(value);
      else if (value.trim()) body[name] = value.trim();
    }
    if (definition.proofOfWork) {
      status.textContent = say.working;
      body.altcha = await solve(definition.proofOfWork);
      status.textContent = "";
    }
    const response = await fetch(new URL(definition.action, host), {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(body),
      credentials: "omit",
      referrerPolicy: "no-referrer",
    });
    if (response.ok) {
      succeed(form);
    } else {
      const problem = await response.json().catch(() => ({}));
      // A token is good for a day, a challenge for ten minutes and once.
      await ask();
      explain(form, response.status, problem);
    }
  };

  const succeed = (form) => {
    if (!announce("accepted", {})) {
      form.remove();
      return;
    }
    if (returnTo) {
      location.assign(returnTo);
      return;
    }
    form.remove();
    status.textContent = definition.success;
    status.focus();
  };

  const explain = (form, code, problem) => {
    const fields = (problem.errors || []).map((error) => error.field);
    const reason = reasonOf(problem);
    announce("refused", { reason, fields });
    const causes = { "unknown-wording": say.changed, "unwanted-address": say.unwanted };
    controls(form)
      .filter((control) => fields.includes(control.name))
      .forEach((control) => blame(control, causes[reason] || say.invalid));
    if (focusOnFault(form)) return;
    const isStale = fields.includes("formToken") || fields.includes("altcha");
    status.textContent = code >= 500 ? say.down : isStale ? say.stale : say.refused;
    if (code < 500 && !isStale) tell(`refused for ${reason}${fields.length ? `, because of ${fields.join(", ")}` : ""}.`);
  };

  ask()
    .then(({ code, answer }) => {
      if (!definition) {
        explainMissing(code, answer);
        return;
      }
      const unknown = definition.fields.filter((field) => !controlsByType[field.type]);
      if (!definition.action || unknown.length) {
        status.textContent = say.refused;
        tell(`this script cannot show ${unknown.map((field) => `${field.id} (${field.type})`).join(", ") || "it"}. Load /form.js anew, without an old copy.`);
        announce("failed", { status: 200, reason: "unknown-definition" });
        return;
      }
      show();
    })
    .catch((failure) => {
      if (definition) throw failure;
      explainMissing(0, {});
    });
})();
