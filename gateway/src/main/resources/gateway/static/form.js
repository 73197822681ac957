/*
 * Shows a form of Nachweis where its script tag stands:
 *
 *   <script src="https://…/form.js" data-controller="idm" data-form="newsletter"
 *           data-locale="de" data-return="/thanks"></script>
 *
 * data-locale is the page's language unless given; data-return is where to go afterwards, else a text is shown.
 * Style it with the class "nachweis-form". No box is ever ticked beforehand.
 */
(() => {
  "use strict";

  const script = document.currentScript;
  const { controller, form: formId, return: returnTo } = script.dataset;
  const locale = script.dataset.locale || document.documentElement.lang || "en";
  const api = `${new URL(script.src).origin}/api/v1/${encodeURIComponent(controller)}`;
  const prefix = `nachweis-${formId}-${document.querySelectorAll(".nachweis-form").length + 1}`;

  const german = {
    send: "Anmelden",
    optional: "(freiwillig)",
    notice: "Datenschutzhinweise",
    empty: "Bitte füllen Sie dieses Feld aus.",
    untick: "Ohne Ihre Einwilligung geht es nicht.",
    invalid: "Das können wir so nicht annehmen. Bitte prüfen Sie die Eingabe.",
    changed: "Der Text der Einwilligung hat sich geändert. Bitte laden Sie die Seite neu.",
    down: "Das geht gerade nicht. Bitte versuchen Sie es in ein paar Minuten noch einmal.",
    refused: "Das hat nicht geklappt. Es liegt an diesem Formular, nicht an Ihnen.",
    done: "Bitte sehen Sie in Ihr Postfach: Mit dem Link in unserer E-Mail bestätigen Sie die Anmeldung.",
  };
  const english = {
    send: "Sign up",
    optional: "(optional)",
    notice: "Privacy notice",
    empty: "Please fill in this field.",
    untick: "This does not work without your consent.",
    invalid: "We cannot accept this. Please check what you entered.",
    changed: "The wording of the consent has changed. Please reload the page.",
    down: "This is not possible at the moment. Please try again in a few minutes.",
    refused: "This did not work. The fault is with this form, not with you.",
    done: "Please look into your mailbox: the link in our e-mail confirms that you signed up.",
  };
  const say = locale.toLowerCase().startsWith("de") ? german : english;

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

  const fieldRow = (field) => {
    const isEmail = field.id === "email";
    const input = element("input", {
      id: `${prefix}-${field.id}`,
      name: field.id,
      type: isEmail ? "email" : "text",
      maxLength: field.maxLength,
      required: field.required,
      autocomplete: isEmail ? "email" : field.id === "company" ? "organization" : "off",
    });
    return labelled(input, field.required ? field.label : `${field.label} ${say.optional}`, false);
  };

  /* Of several consents none may depend on another, so none alone is required. */
  const consentRow = (wording, number, all) => {
    const box = element("input", {
      id: `${prefix}-consent-${number}`,
      name: "consents",
      type: "checkbox",
      value: wording.id,
      required: all.length === 1,
    });
    return labelled(box, element("span", { innerHTML: wording.html }), true);
  };

  const show = (definition) => {
    const notice = element("a", { href: definition.noticeUrl, target: "_blank", rel: "noopener" }, say.notice);
    const button = element("button", { type: "submit" }, say.send);
    const form = element(
      "form",
      { noValidate: true },
      ...definition.fields.map(fieldRow),
      ...definition.wordings.map(consentRow),
      element("p", {}, notice),
      button,
    );
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!isComplete(form)) return;
      button.disabled = true;
      status.textContent = "";
      try {
        await send(form, definition.formToken);
      } catch {
        status.textContent = say.down;
      } finally {
        button.disabled = false;
      }
    });
    place.prepend(form);
  };

  const controls = (form) => [...form.elements].filter((each) => each.name);

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

  const send = async (form, formToken) => {
    const body = { consents: [], formToken };
    for (const control of controls(form)) {
      if (control.type === "checkbox") {
        if (control.checked) body.consents.push(control.value);
      } else if (control.value.trim()) {
        body[control.name] = control.value.trim();
      }
    }
    const response = await fetch(`${api}/subscriptions`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      credentials: "omit",
      referrerPolicy: "no-referrer",
    });
    if (response.ok) {
      succeed(form);
    } else {
      explain(form, response.status, await response.json().catch(() => ({})));
    }
  };

  const succeed = (form) => {
    if (returnTo) {
      location.assign(returnTo);
      return;
    }
    form.remove();
    status.textContent = say.done;
    status.focus();
  };

  const explain = (form, code, problem) => {
    const fields = (problem.errors || []).map((error) => error.field);
    const isChanged = String(problem.type).endsWith("/unknown-wording");
    controls(form)
      .filter((control) => fields.includes(control.name))
      .forEach((control) => blame(control, isChanged ? say.changed : say.invalid));
    if (!focusOnFault(form)) status.textContent = code >= 500 ? say.down : say.refused;
  };

  fetch(`${api}/forms/${encodeURIComponent(formId)}?locale=${encodeURIComponent(locale)}`, { credentials: "omit" })
    .then((response) => (response.ok ? response.json() : Promise.reject(response)))
    .then(show)
    .catch(() => {
      status.textContent = say.down;
    });
})();
