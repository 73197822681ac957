/*
 * Shows a form of Nachweis where its script tag stands:
 *
 *   <script src="https://…/form.js" data-controller="idm" data-form="newsletter"
 *           data-locale="de" data-return="/thanks"></script>
 *
 * data-locale is the page's language unless given; data-return is where to go afterwards, else a text is shown.
 * A form for downloads also needs data-document, the id of the document that is wanted.
 * Style it with the class "nachweis-form". No box is ever ticked beforehand.
 */
(() => {
  "use strict";

  const script = document.currentScript;
  const { controller, form: formId, return: returnTo, document: wanted } = script.dataset;
  const locale = script.dataset.locale || document.documentElement.lang || "en";
  const api = `${new URL(script.src).origin}/api/v1/${encodeURIComponent(controller)}`;
  const prefix = `nachweis-${formId}-${document.querySelectorAll(".nachweis-form").length + 1}`;

  const german = {
    send: { newsletter: "Anmelden", download: "Dokument anfordern", enquiry: "Anfrage senden" },
    optional: "(freiwillig)",
    notice: "Datenschutzhinweise",
    empty: "Bitte füllen Sie dieses Feld aus.",
    untick: "Ohne Ihre Einwilligung geht es nicht.",
    invalid: "Das können wir so nicht annehmen. Bitte prüfen Sie die Eingabe.",
    unwanted: "Bitte geben Sie eine persönliche Adresse an, keine einer Abteilung oder auf Zeit.",
    stale: "Diese Seite war lange offen. Wir haben das Formular erneuert, bitte senden Sie es noch einmal ab.",
    working: "Einen Augenblick, Ihr Gerät rechnet gegen Missbrauch …",
    changed: "Der Text der Einwilligung hat sich geändert. Bitte laden Sie die Seite neu.",
    down: "Das geht gerade nicht. Bitte versuchen Sie es in ein paar Minuten noch einmal.",
    refused: "Das hat nicht geklappt. Es liegt an diesem Formular, nicht an Ihnen.",
    done: {
      newsletter: "Bitte sehen Sie in Ihr Postfach: Mit dem Link in unserer E-Mail bestätigen Sie die Anmeldung.",
      download: "Bitte sehen Sie in Ihr Postfach: Der Link in unserer E-Mail führt zum Dokument.",
      enquiry: "Vielen Dank. Wir antworten an Ihre E-Mail-Adresse.",
    },
  };
  const english = {
    send: { newsletter: "Sign up", download: "Request the document", enquiry: "Send the enquiry" },
    optional: "(optional)",
    notice: "Privacy notice",
    empty: "Please fill in this field.",
    untick: "This does not work without your consent.",
    invalid: "We cannot accept this. Please check what you entered.",
    unwanted: "Please give an address of your own, not one of an office or a throw-away one.",
    stale: "This page was open for a long time. We have renewed the form, please send it again.",
    working: "One moment, your device computes something against abuse …",
    changed: "The wording of the consent has changed. Please reload the page.",
    down: "This is not possible at the moment. Please try again in a few minutes.",
    refused: "This did not work. The fault is with this form, not with you.",
    done: {
      newsletter: "Please look into your mailbox: the link in our e-mail confirms that you signed up.",
      download: "Please look into your mailbox: the link in our e-mail leads to the document.",
      enquiry: "Thank you. We will answer to your e-mail address.",
    },
  };
  const say = locale.toLowerCase().startsWith("de") ? german : english;

  /* Where a form of each kind is sent. */
  const paths = { newsletter: "subscriptions", download: "downloads", enquiry: "enquiries" };

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const place = element("div", { className: "nachweis-form", lang: locale });
  const status = element("p", { className: "nachweis-status", tabIndex: -1 });
  status.setAttribute("role", "status");
  place.append(status);
  script.after(place);

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

  const fieldRow = (field) => {
    const input = element(field.multiline ? "textarea" : "input", {
      id: `${prefix}-${field.id}`,
      name: field.id,
      maxLength: field.maxLength,
      required: field.required,
      autocomplete: autocomplete[field.id] || "off",
    });
    if (!field.multiline) input.type = { email: "email", phone: "tel" }[field.id] || "text";
    return labelled(input, field.required ? field.label : `${field.label} ${say.optional}`, false);
  };

  /* Of several consents none may depend on another, and nothing else may depend on any: so only what is all is required. */
  const consentRow = (wording, number, all) => {
    const box = element("input", {
      id: `${prefix}-consent-${number}`,
      name: "consents",
      type: "checkbox",
      value: wording.id,
      required: definition.kind === "newsletter" && all.length === 1,
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

  const ask = () =>
    fetch(`${api}/forms/${encodeURIComponent(formId)}?locale=${encodeURIComponent(locale)}`, { credentials: "omit" })
      .then((response) => (response.ok ? response.json() : Promise.reject(response)))
      .then((answer) => (definition = answer));

  const show = () => {
    const notice = element("a", { href: definition.noticeUrl, target: "_blank", rel: "noopener" }, say.notice);
    const button = element("button", { type: "submit" }, say.send[definition.kind]);
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
      } finally {
        button.disabled = false;
      }
    });
    place.prepend(form);
  };

  const controls = (form) => [...form.elements].filter((each) => each.name && each.name !== definition.honeypot);

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
      blame(control, isMissing ? (isTick ? say.untick : say.empty) : "");
    }
    return !focusOnFault(form);
  };

  const send = async (form) => {
    const body = { consents: [], formToken: definition.formToken, locale };
    if (wanted) body.document = wanted;
    const filledIn = form.elements[definition.honeypot].value;
    if (filledIn) body[definition.honeypot] = filledIn;
    if (definition.proofOfWork) {
      status.textContent = say.working;
      body.altcha = await solve(definition.proofOfWork);
      status.textContent = "";
    }
    for (const control of controls(form)) {
      if (control.type === "checkbox") {
        if (control.checked) body.consents.push(control.value);
      } else if (control.value.trim()) {
        body[control.name] = control.value.trim();
      }
    }
    const response = await fetch(`${api}/${paths[definition.kind]}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
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
    if (returnTo) {
      location.assign(returnTo);
      return;
    }
    form.remove();
    status.textContent = say.done[definition.kind];
    status.focus();
  };

  const explain = (form, code, problem) => {
    const fields = (problem.errors || []).map((error) => error.field);
    const reason = String(problem.type).replace(/.*\//, "");
    const words = { "unknown-wording": say.changed, "unwanted-address": say.unwanted };
    controls(form)
      .filter((control) => fields.includes(control.name))
      .forEach((control) => blame(control, words[reason] || say.invalid));
    if (focusOnFault(form)) return;
    const isStale = fields.includes("formToken") || fields.includes("altcha");
    status.textContent = code >= 500 ? say.down : isStale ? say.stale : say.refused;
  };

  ask()
    .then(show)
    .catch(() => {
      status.textContent = say.down;
    });
})();
