package c3.cli;

/** The program `c3`. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.out.println("c3");
  }
}
