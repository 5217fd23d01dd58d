# Finds JDK 25. Sourced by ./c3, ./test and .ci/run; the usual case forks no process.

# Sets `jdk` (its folder), `jdk_build` (which build it is) and `machine` (x86_64, aarch64, ...; a
# cluster may share one clone). The last two become parts of file names.
# Looks at C3_JAVA_HOME, JAVA_HOME, the PATH, /usr/lib/jvm and other usual places, in this order.
# Says what to install, and fails, when there is none.
find_jdk() {
  read -r machine 2>/dev/null </proc/sys/kernel/arch || machine=$(uname -m)
  if [ -n "${C3_JAVA_HOME-}" ]; then
    is_jdk_25 "$C3_JAVA_HOME" && return
    echo "error: C3_JAVA_HOME is not the folder of a JDK 25 ($C3_JAVA_HOME): set it to one, or unset it" >&2
    return 1
  fi
  is_jdk_25 "${JAVA_HOME-}" && return
  find_jdk_on_path && return
  find_jdk_among /usr/lib/jvm/* && return
  find_jdk_among /usr/lib64/jvm/* /usr/java/* /usr/local/jdk* /usr/local/openjdk* /usr/local/java/* \
    /usr/local/lib/jvm/* /opt/* /opt/java/* /opt/jdk/* /opt/jvm/* /snap/openjdk/current/jdk \
    "${SDKMAN_DIR:-${HOME-}/.sdkman}"/candidates/java/* "${HOME-}"/.jdks/* "${HOME-}"/.gradle/jdks/* \
    "${HOME-}"/.jbang/cache/jdks/* "${HOME-}"/.asdf/installs/java/* \
    "${HOME-}"/.local/share/mise/installs/java/* "${HOME-}"/jdk* "${HOME-}"/.local/jdk* && return
  echo "error: c3 needs JDK 25 and found none: install one (Temurin 25, or your system's openjdk-25-jdk), or set C3_JAVA_HOME to its folder" >&2
  return 1
}

find_jdk_among() {
  for candidate; do
    is_jdk_25 "$candidate" && return
  done
  return 1
}

find_jdk_on_path() {
  rest=${PATH-}:
  while [ -n "$rest" ]; do
    folder=${rest%%:*}
    rest=${rest#*:}
    [ -x "$folder/java" ] && is_jdk_of "$folder/java" && return
  done
  return 1
}

# Most systems' `java` is a link to a link to a JDK. Asking "are these one file?" needs no process;
# following the links does, and is left for a JDK in an unusual place.
is_jdk_of() {
  is_jdk_25 "${1%/java}/.." && return
  for candidate in /usr/lib/jvm/*; do
    if [ "$1" -ef "$candidate/bin/java" ]; then
      is_jdk_25 "$candidate"
      return
    fi
  done
  [ -L "$1" ] || return 1
  target=$(readlink -f -- "$1") || return 1
  is_jdk_25 "${target%/bin/java}"
}

# A JDK says what it is in its `release` file; the folder's name says what somebody called it.
# The file is read only as far as needed: its entries are sorted, and the shell reads byte by byte.
is_jdk_25() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  version='' runtime='' implementor=''
  while [ -z "$version" ] && IFS='=' read -r name value; do
    value=${value#\"}
    value=${value%\"}
    case $name in
      IMPLEMENTOR_VERSION) implementor=$value ;;
      JAVA_RUNTIME_VERSION) runtime=$value ;;
      JAVA_VERSION) version=$value ;;
    esac
  done <"$1/release"
  case $version in
    25 | 25.* | 25-*) ;;
    *) return 1 ;;
  esac
  jdk=$1
  # Two vendors use one runtime version, so the vendor's own is better where there is one.
  jdk_build=${implementor:-${runtime:-$version}}
  case $jdk_build in *[!A-Za-z0-9.+_-]*) jdk_build=$version ;; esac
}
