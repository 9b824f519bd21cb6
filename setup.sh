#!/usr/bin/env bash
# Sets up a development environment: system packages (Debian, Ubuntu), then a virtual environment.
#   ./setup.sh [VENV]
set -euo pipefail
venv=${1:-.venv}
cd "$(dirname "$0")"

# Pango and fonts for PDF, DejaVu for Hebrew and the like; Java for EPUBCheck. libharfbuzz-subset0 does not come
# with Pango and saves minutes; libturbojpeg0 carries JPEGs over as they are.
packages=(python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libturbojpeg0
  fonts-noto-cjk fonts-lxgw-wenkai fonts-noto-color-emoji fonts-liberation fonts-dejavu-core
  default-jre-headless poppler-utils qpdf)

if command -v dpkg-query >/dev/null; then
  missing=()
  for package in "${packages[@]}"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  if ((${#missing[@]})); then
    if ((EUID == 0)); then as_root=(env DEBIAN_FRONTEND=noninteractive)
    elif command -v sudo >/dev/null; then as_root=(sudo DEBIAN_FRONTEND=noninteractive)
    else
      echo "These packages are missing and need root: apt-get install ${missing[*]}" >&2
      exit 1
    fi
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "${missing[@]}"
  fi
else
  echo "Not a Debian system: see 'exporter doctor' for what to install." >&2
fi

python=$(command -v python3.11 || command -v python3)
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "Python 3.11 or newer is needed; $python is $("$python" -V)." >&2
  exit 1
}
[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
"$venv/bin/pip" install --quiet --disable-pip-version-check -r requirements.txt
"$venv/bin/pip" install --quiet --disable-pip-version-check --no-deps -e .
