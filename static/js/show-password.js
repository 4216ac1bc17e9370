// Adds a button that shows a typed password, so that nobody has to type it twice.
for (const input of document.querySelectorAll('input[type="password"]')) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "usa-button usa-button--unstyled eh-show";
  button.textContent = "Show password";
  button.setAttribute("aria-controls", input.id);
  button.addEventListener("click", () => {
    const shown = input.type === "text";
    input.type = shown ? "password" : "text";
    button.textContent = shown ? "Show password" : "Hide password";
  });
  input.after(button);
}
